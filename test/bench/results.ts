/** Measurements, as ratios of medians or against a bound, with their spread and what was aimed at, and the table of them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly ours: Spread;
  /** What ours is measured against; absent where the target is a bound in the unit itself. */
  readonly compared?: {
    readonly baseline: Spread;
    /** Ours over the baseline's: of the medians, or the median of those of turns. */
    readonly ratio: number;
  };
  /** Absent where it is only told. */
  readonly target?: Target | undefined;
  readonly met: boolean;
}

type Target = { readonly least: number } | { readonly most: number };

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
  readonly target?: Target;
}

export function measured({ name, unit, ours, baseline, target }: Compared): Measurement {
  const [own, other] = [spreadOf(ours), spreadOf(baseline)];
  return withRatio({ name, unit, own, other, ratio: own.median / other.median, target });
}

/**
 * Of what was measured by turns: the ratio of each turn, and of those the median, for what else a machine does in a turn falls
 * on both. @param ours as many as of the baseline, in the same order
 */
export function measuredByTurns({ name, unit, ours, baseline, target }: Compared): Measurement {
  if (ours.length !== baseline.length) throw new Error(`${name}: ${ours.length} rounds against ${baseline.length}`);
  const ratios = ours.map((value, turn) => value / (baseline[turn] ?? Number.NaN));
  return withRatio({
    name,
    unit,
    own: spreadOf(ours),
    other: spreadOf(baseline),
    ratio: spreadOf(ratios).median,
    target,
  });
}

function withRatio({
  name,
  unit,
  own,
  other,
  ratio,
  target,
}: {
  readonly name: string;
  readonly unit: string;
  readonly own: Spread;
  readonly other: Spread;
  readonly ratio: number;
  readonly target: Target | undefined;
}): Measurement {
  const met = !target || ('least' in target ? ratio >= target.least : ratio <= target.most);
  return { name, unit, ours: own, compared: { baseline: other, ratio }, target, met };
}

/** What is to stay within a bound in its own unit, such as memory: by the median. */
export function bounded({
  name,
  unit,
  ours,
  most,
}: {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly most: number;
}): Measurement {
  const own = spreadOf(ours);
  return { name, unit, ours: own, target: { most }, met: own.median <= most };
}

function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const at = (place: number) => sorted[place] ?? Number.NaN;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}

/** A table in Markdown. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, unit, ours, compared, target, met }) => {
    const aim = !target
      ? '–'
      : 'least' in target
        ? `≥ ${target.least}`
        : `≤ ${target.most}${compared ? '' : ` ${unit}`}`;
    const other = compared ? `${said(compared.baseline)} ${unit} | ${compared.ratio.toFixed(2)}` : '– | –';
    return `| ${name} | ${said(ours)} ${unit} | ${other} | ${aim} | ${target ? (met ? 'met' : 'missed') : ''} |`;
  });
  return [
    '| what | Annals: median (least–most) | baseline | ratio | target | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function said({ median, least, most }: Spread): string {
  return `${round(median)} (${round(least)}–${round(most)})`;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The machine and the program that measured. */
function circumstances(date: string): string {
  const [cpu] = cpus();
  return [
    `- Date: ${date}`,
    `- Node ${process.version}, ${process.platform} ${process.arch}`,
    `- ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    '',
  ].join('\n');
}

const RESULTS = join(import.meta.dirname, 'RESULTS.md');
const INTRODUCTION = `# What was measured

\`npm run bench\` and \`npm run bench:scale\` write this page: medians with their spread, ours and the baseline's by turns in
one run. A target that is missed stays.
`;

/** Writes one section of RESULTS.md in its place, or at the end, and leaves the others, also those written by hand. */
export function writeSection(name: string, measurements: readonly Measurement[], date: string): void {
  const written = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '';
  const sections = written.split(/^(?=## )/m).slice(1);
  const section = `## ${name}\n\n${circumstances(date)}\n${tableOf(measurements)}`;
  const place = sections.findIndex((other) => other.startsWith(`## ${name}\n`));
  if (place === -1) sections.push(section);
  else sections[place] = section;
  writeFileSync(RESULTS, `${[INTRODUCTION, ...sections].map((text) => text.trimEnd()).join('\n\n')}\n`);
}

/** The names of what is met in a section of RESULTS.md. */
export function metBefore(section: string): ReadonlySet<string> {
  const written = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '';
  const own = written.split(/^(?=## )/m).find((text) => text.startsWith(`## ${section}\n`)) ?? '';
  return new Set([...own.matchAll(/^\| (.+?) \|.*\| met \|$/gm)].map(([, name = '']) => name));
}

/** Whether it means the same on any machine: a ratio within the run, or memory, and no time by itself. */
export function isOfThisRun({ compared, unit }: Measurement): boolean {
  return compared !== undefined || unit === 'MiB';
}

/** Whether the target is met or, of a ratio, missed by no more than a factor. */
export function isNearlyMet({ compared, target, met }: Measurement, factor: number): boolean {
  if (met || !target || !compared) return met;
  return 'least' in target ? compared.ratio * factor >= target.least : compared.ratio <= target.most * factor;
}
