/** How fast the service answers, against servers that do less: every figure is a ratio within one run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Answer, requestTo } from '../support/service.ts';
import type { Baseline, Prepared } from './baselines.ts';
import { type Contender, type Round, rounds, type Server, startAnnals, startBaseline, startNginx } from './load.ts';
import { type Measurement, measured } from './results.ts';

/** Coding that most programs ask for: bytes on the wire are what a server is to write. */
const CODING = 'gzip';
const ROUNDS = 5;
const SECONDS = 2;

/** What node adds by itself, to every server alike. */
const OF_NODE = /^(date|connection|keep-alive|transfer-encoding)$/i;

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
      { baseline: 'node:http', target: 0.9 },
      { baseline: 'res.send', target: 4 },
      { baseline: 'express.static', target: 8 },
      { baseline: 'ical-generator', target: 50 },
    ],
  },
  { name: '200 of /en/', path: '/en/', status: 200, against: [{ baseline: 'node:http', target: 0.9 }] },
  {
    name: '304 of calendar.ics',
    path: '/en/calendar.ics',
    status: 304,
    against: [{ baseline: 'node:http', target: 0.9 }],
  },
  { name: '304 of /en/', path: '/en/', status: 304, against: [{ baseline: 'node:http', target: 0.9 }] },
];

/** Most of the latency that a slow answer may have, against the bare server. */
const P99_TARGET = 1.5;

export async function measureHttp(): Promise<readonly Measurement[]> {
  const annals = await startAnnals({ BASE_URL: 'http://localhost:3000' });
  try {
    const all: Measurement[] = [];
    for (const question of QUESTIONS) all.push(...(await ask(annals, question)));
    return all;
  } finally {
    await annals.stop();
  }
}

async function ask(annals: Server, { name, path, status, against }: Question): Promise<readonly Measurement[]> {
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
    const found = await rounds(contenders, { status, count: ROUNDS, seconds: SECONDS });
    const figures = (of: string, pick: (round: Round) => number) => (found.get(of) ?? []).map(pick);
    const perSecond = (round: Round) => round.perSecond;
    const beside = nginx
      ? [
          measured({
            name: `${name}, against nginx with a file`,
            unit: 'requests/s',
            ours: figures('annals', perSecond),
            baseline: figures('nginx', perSecond),
          }),
        ]
      : [];
    const ratios = against.flatMap(({ baseline, target }) => {
      const rate = measured({
        name: `${name}, against ${baseline}`,
        unit: 'requests/s',
        ours: figures('annals', perSecond),
        baseline: figures(baseline, perSecond),
        target: { least: target },
      });
      if (baseline !== 'node:http') return [rate];
      const p99 = (round: Round) => round.p99Milliseconds;
      return [
        rate,
        measured({
          name: `${name}: p99 latency, against ${baseline}`,
          unit: 'ms',
          ours: figures('annals', p99),
          baseline: figures(baseline, p99),
          target: { most: P99_TARGET },
        }),
      ];
    });
    return [...ratios, ...beside];
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true });
  }
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
