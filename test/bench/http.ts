/** How fast the service answers, against servers that do less: every figure is a ratio within one run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Answer, requestTo } from '../support/service.ts';
import type { Baseline, Prepared } from './baselines.ts';
import {
  type Client,
  type Contender,
  ownClient,
  type Round,
  rounds,
  type Server,
  startAnnals,
  startBaseline,
  startNginx,
  untilIdle,
  wrkClient,
} from './load.ts';
import { type Measurement, measuredByTurns } from './results.ts';

/** Coding that most programs ask for: bytes on the wire are what a server is to write. */
const CODING = 'gzip';
/**
 * A process has its luck for as long as it lives, such as where its code lies in the processor's cache: the same bare server,
 * started twice, differs by a tenth and more. So both are started anew for every few rounds.
 */
const STARTS = 5;
const ROUNDS_A_START = 3;
const SECONDS = 1;

/** What node adds by itself, to every server alike. */
const OF_NODE = /^(date|connection|keep-alive|transfer-encoding)$/i;

/** The least share of what a server does that has the same headers and bytes at hand, and nothing to find. */
const BARE_TARGET = 0.95;
/** The most that the slowest answers may take, against that server's. */
const P99_TARGET = 1.1;

interface Question {
  readonly name: string;
  readonly path: string;
  readonly status: 200 | 304;
  readonly against: readonly { readonly baseline: Baseline; readonly target: number }[];
}

const QUESTIONS: readonly Question[] = [
  {
    name: '200 of calendar.ics',
    path: '/en/calendar.ics',
    status: 200,
    against: [
      { baseline: 'node:http', target: BARE_TARGET },
      { baseline: 'res.send', target: 4 },
      { baseline: 'express.static', target: 8 },
      { baseline: 'ical-generator', target: 50 },
    ],
  },
  { name: '200 of /en/', path: '/en/', status: 200, against: [{ baseline: 'node:http', target: BARE_TARGET }] },
  {
    name: '304 of calendar.ics',
    path: '/en/calendar.ics',
    status: 304,
    against: [{ baseline: 'node:http', target: BARE_TARGET }],
  },
  { name: '304 of /en/', path: '/en/', status: 304, against: [{ baseline: 'node:http', target: BARE_TARGET }] },
];

export async function measureHttp(): Promise<readonly Measurement[]> {
  const own = ownClient();
  const wrk = wrkClient();
  if (!wrk) console.log('wrk is not installed: only our own client measures');
  const clients = [{ client: own, suffix: '' }, ...(wrk ? [{ client: wrk, suffix: ', by wrk' }] : [])];
  /** By the name of what was asked, then by that of who answered. */
  const found = new Map<string, Map<string, Round[]>>();
  try {
    for (let start = 0; start < STARTS; start += 1) {
      const annals = await startAnnals({ BASE_URL: 'http://localhost:3000' });
      try {
        await untilIdle(annals.process);
        for (const question of QUESTIONS)
          for (const [asked, rounds] of await ask(annals, question, clients)) {
            const byName = found.get(asked) ?? new Map<string, Round[]>();
            found.set(asked, byName);
            for (const [name, more] of rounds) byName.set(name, [...(byName.get(name) ?? []), ...more]);
          }
      } finally {
        await annals.stop();
      }
    }
  } finally {
    await own.stop();
  }
  return QUESTIONS.flatMap(({ name, against }) =>
    clients.flatMap(({ suffix }) => compared(`${name}${suffix}`, found.get(`${name}${suffix}`) ?? new Map(), against)),
  );
}

interface NamedClient {
  readonly client: Client;
  /** Behind the name of what it measures. */
  readonly suffix: string;
}

/** The rounds of one question: by the name of what was asked, those of each who answered. */
async function ask(
  annals: Server,
  { name, path, status, against }: Question,
  clients: readonly NamedClient[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly Round[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'annals-bench-'));
  const servers: Server[] = [];
  try {
    const first = await requestTo(annals.port, path, { headers: { 'Accept-Encoding': CODING } });
    const headers = {
      'accept-encoding': CODING,
      ...(status === 304 && { 'if-none-match': String(first.headers.etag) }),
    };
    prepare(folder, path, await requestTo(annals.port, path, { headers }));
    const contenders: Contender[] = [{ name: 'annals', server: annals, path, headers }];
    for (const { baseline } of against) {
      const server = await startBaseline(baseline, folder);
      servers.push(server);
      contenders.push({ name: baseline, server, path, headers });
    }
    // The limit of a server written for this alone, where the machine has it; it answers files, so only with 200.
    const nginx = status === 200 ? await startNginx(folder) : undefined;
    if (nginx) {
      servers.push(nginx);
      contenders.push({ name: 'nginx', server: nginx, path: path.endsWith('/') ? `${path}index.html` : path, headers });
    }
    const all = new Map<string, ReadonlyMap<string, readonly Round[]>>();
    for (const { client, suffix } of clients)
      all.set(
        `${name}${suffix}`,
        await rounds(client, contenders, { status, count: ROUNDS_A_START, seconds: SECONDS }),
      );
    return all;
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The rounds of ours against those of each baseline, and of nginx where there were any. */
function compared(
  name: string,
  found: ReadonlyMap<string, readonly Round[]>,
  against: Question['against'],
): readonly Measurement[] {
  const figures = (of: string, pick: (round: Round) => number) => (found.get(of) ?? []).map(pick);
  const perSecond = (round: Round) => round.perSecond;
  const p99 = (round: Round) => round.p99Milliseconds;
  const ratios = against.flatMap(({ baseline, target }) => {
    const rate = measuredByTurns({
      name: `${name}, against ${baseline}`,
      unit: 'requests/s',
      ours: figures('annals', perSecond),
      baseline: figures(baseline, perSecond),
      target: { least: target },
    });
    if (baseline !== 'node:http') return [rate];
    const latency = measuredByTurns({
      name: `${name}: p99 latency, against ${baseline}`,
      unit: 'ms',
      ours: figures('annals', p99),
      baseline: figures(baseline, p99),
      target: { most: P99_TARGET },
    });
    return [rate, latency];
  });
  if (!found.has('nginx')) return ratios;
  const beside = measuredByTurns({
    name: `${name}, against nginx with a file`,
    unit: 'requests/s',
    ours: figures('annals', perSecond),
    baseline: figures('nginx', perSecond),
  });
  return [...ratios, beside];
}

/** What the baselines answer: the headers and bytes of ours, and a file for the one that serves files. */
function prepare(folder: string, path: string, { status, rawHeaders, body }: Answer): void {
  const headers: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!OF_NODE.test(name)) headers.push(name, value);
  }
  const file = path.endsWith('/') ? `${path}index.html` : path;
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), body);
  const prepared: Prepared = { status, headers, body: join(dirname(file), basename(file)) };
  writeFileSync(join(folder, 'prepared.json'), JSON.stringify(prepared));
}
