/** What is well-formed and may still be wrong: the warnings of a chronology without problems. */
import type { Chronology } from '../../chronology.ts';
import { compareText } from '../../files/order.ts';
import { lookedAtIn, type Problem, type WarningKind } from '../../files/problem.ts';
import { Yaml } from '../../files/yaml.ts';
import type { Files } from '../../folder/folder.ts';
import { alikeColours, type HowAlike } from './alike-colours.ts';
import { alikeEvents } from './alike-events.ts';
import { alikeSlugs } from './alike-slugs.ts';
import { manyKey } from './many-key.ts';
import { missingUnits } from './missing-units.ts';
import { outOfDate } from './out-of-date.ts';
import { seriesGaps } from './series-gaps.ts';

export interface WarningContext {
  /** The time, in milliseconds since 1970. */
  readonly now: number;
  readonly howAlike: HowAlike;
}

/** All warnings but those that a comment in their file says were looked at. */
export function warningsOf(
  chronology: Chronology,
  files: Files,
  { now, howAlike }: WarningContext,
): readonly Problem[] {
  const suspicions = [
    ...outOfDate(chronology, now),
    ...alikeEvents(chronology),
    ...seriesGaps(chronology),
    ...missingUnits(chronology),
    ...manyKey(chronology),
    ...alikeSlugs(chronology),
    ...alikeColours(chronology, howAlike),
  ].sort((a, b) => compareText(a.file, b.file));
  const problems: Problem[] = [];
  let current: { readonly file: string; readonly yaml: Yaml; readonly lookedAt: ReadonlySet<WarningKind> } | undefined;
  for (const { file, path, fault } of suspicions) {
    if (current?.file !== file) {
      const text = files.get(file) ?? '';
      current = { file, yaml: new Yaml(file, text), lookedAt: lookedAtIn(text) };
    }
    const { kind, message, found, advice } = fault;
    if (!current.lookedAt.has(kind))
      problems.push({ ...current.yaml.problem(path, message, found, advice), severity: 'warning', kind });
  }
  return problems;
}
