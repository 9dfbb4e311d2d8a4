/** What a million requests leave behind in memory, and what a second replica adds where answers are computed. */
import { once } from 'node:events';
import { requestTo } from '../support/service.ts';
import { ownClient, type Server, startAnnals } from './load.ts';
import { bounded, type Measurement, measured } from './results.ts';

const REQUESTS = 1_000_000;
/** What the first requests have made stays: codings, compiled code, the programs that were seen. */
const BEFORE = 100_000;
const MOST_GROWTH_MEBIBYTES = 4;

/** Feeds and calendars as programs ask for them, and pages. */
const PATHS = ['/en/calendar.ics', '/ja/feed.rss', '/en/', '/en/type/meeting/changes.atom'];

/** The growth of what is held after collection, between a hundred thousand requests and a million more. */
export async function measureMemory(): Promise<Measurement> {
  // With everything that is kept of requests.
  const env = { BASE_URL: 'http://localhost:3000', CACHE_DIR: 'off', ADMIN_PORT: '0', ACCESS_LOG: 'sampled' };
  const server = await startAnnals(env, ['--expose-gc', '--import', './test/bench/inside.mjs']);
  const client = ownClient();
  try {
    let answers = 0;
    const until = async (count: number) => {
      for (let turn = 0; answers < count; turn += 1) {
        const path = PATHS[turn % PATHS.length] ?? '';
        const { headers } = await requestTo(server.port, path, { headers: { 'Accept-Encoding': 'gzip' } });
        const asked = { 'accept-encoding': 'gzip', 'if-none-match': String(headers.etag), 'user-agent': `a/${turn}` };
        answers += (await client.round({ name: 'annals', server, path, headers: asked }, 304, 1)).answers;
      }
    };
    const held = async () => {
      const told = once(server.process, 'message') as Promise<[{ readonly heldMebibytes: number }]>;
      server.process.send('measure');
      return (await told)[0].heldMebibytes;
    };
    await until(BEFORE);
    const before = await held();
    await until(BEFORE + REQUESTS);
    return bounded({
      name: 'memory held after a million requests more',
      unit: 'MiB',
      ours: [(await held()) - before],
      most: MOST_GROWTH_MEBIBYTES,
    });
  } finally {
    await client.stop();
    await server.stop();
  }
}

const ROUNDS = 5;
const SECONDS = 2;
/** Enough that a replica always has the next request at hand. */
const AT_ONCE = 8;

/**
 * Two replicas against one. Asked for are calendars that nobody asked for before: of what is answered from memory, the client
 * takes as much of the processor as a server does, and two cores have no place for three.
 */
export async function measureReplicas(): Promise<Measurement> {
  const env = { BASE_URL: 'http://localhost:3000', CACHE_DIR: 'off' };
  const [one, other] = [await startAnnals(env), await startAnnals(env)];
  const addresses = distinct();
  try {
    const [alone, together]: [number[], number[]] = [[], []];
    await perSecond([one, other], addresses);
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(await perSecond([one], addresses));
      together.push(await perSecond([one, other], addresses));
    }
    return measured({
      name: 'calendars never asked for before: two replicas, against one',
      unit: 'requests/s',
      ours: together,
      baseline: alone,
      target: { least: 1.7 },
    });
  } finally {
    await one.stop();
    await other.stop();
  }
}

const DAY_MILLISECONDS = 86_400_000;

/** Calendars from each day on, of which all have all events. */
function* distinct(): Generator<string, never> {
  for (let day = 0; ; day += 1)
    yield `/en/calendar.ics?from=${new Date(-day * DAY_MILLISECONDS - 30 * 365 * DAY_MILLISECONDS).toISOString().slice(0, 10)}`;
}

async function perSecond(servers: readonly Server[], addresses: Iterator<string, never>): Promise<number> {
  const begin = performance.now();
  let answers = 0;
  const ask = async ({ port }: Server) => {
    while (performance.now() - begin < SECONDS * 1000) {
      const { status } = await requestTo(port, addresses.next().value);
      if (status !== 200) throw new Error(`a calendar answers ${status}`);
      answers += 1;
    }
  };
  await Promise.all(servers.flatMap((server) => Array.from({ length: AT_ONCE }, () => ask(server))));
  return answers / ((performance.now() - begin) / 1000);
}
