/** The settings of the environment, one table for all commands: names, meanings, defaults, and the values they take. */
import { existsSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { printable } from '../chronology/files/problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a setting does not take a value: what follows `PORT is "http"` in its error message. */
class Refused {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** `meaning` and `unset` are Markdown, for README's table; `--help` prints them without the code quotes. */
interface Setting {
  readonly name: string;
  readonly meaning: string;
  /** The value where the operator sets none; without a default, the setting is undefined then. */
  readonly default?: string;
  /** Said in the place of a default that is no fixed value. */
  readonly unset?: string;
  readonly parse: (
    text: string,
    environment: Environment,
  ) => string | number | boolean | readonly string[] | undefined | Refused;
}

const EVENTS_DIR = {
  name: 'EVENTS_DIR',
  meaning: "the chronology's folder",
  // A curator who stands in a chronology's folder means that one.
  get default(): string {
    return existsSync('chronology.yaml') ? '.' : 'events';
  },
  unset: '`events`, or `.` where `chronology.yaml` stands',
  parse: (text: string) => text,
};

export type LogFormat = 'text' | 'json';
export type AccessLog = 'off' | 'sampled' | 'full';

export const SETTINGS = {
  eventsDir: EVENTS_DIR,
  /** Undefined: all addresses, IPv6 and IPv4. */
  host: {
    name: 'HOST',
    meaning: 'the address to listen on',
    unset: 'all addresses',
    parse: (text) => text,
  },
  port: {
    name: 'PORT',
    meaning: 'the port to listen on; `0`: any that is free',
    default: '3000',
    parse: portNumber,
  },
  /** Absolute, without a slash at its end; may have a path. Undefined: localhost, at the port that is listened on. */
  baseUrl: {
    name: 'BASE_URL',
    meaning: 'the public address, with any path; the same for all replicas',
    unset: '`http://localhost:$PORT`',
    parse: (text) => {
      const url = webAddress(text);
      if (!url) return new Refused(': write the address that readers use, such as https://example.org/chronology');
      if (url.search !== '' || url.hash !== '' || isPersonal(url))
        return new Refused(': write it without ?, # and user name');
      return url.href.replace(/\/+$/, '');
    },
  },
  watch: {
    name: 'WATCH',
    meaning: '`on`: changes of the folder are served as they come; `off`: only on SIGHUP',
    default: 'on',
    parse: switched,
  },
  /** Undefined: events are not cached. */
  cacheDir: {
    name: 'CACHE_DIR',
    meaning:
      'where parsed events are cached, and what was served last is kept for a start on a folder with problems; safe to delete at any time; `off`: nowhere',
    default: '.cache',
    parse: (text, environment) => {
      if (text === 'off') return undefined;
      if (isSeenIn(eventsDirOf(environment), text))
        return new Refused(", in the chronology's folder: write a folder outside of it");
      return text;
    },
  },
  strict: {
    name: 'STRICT',
    meaning: '`on`: never starts on a folder with problems; `off`: serves what was served last until they are mended',
    default: 'off',
    parse: switched,
  },
  streamOver: {
    name: 'STREAM_OVER',
    meaning: 'calendars of more events than this are streamed to each subscriber, not kept',
    default: '5000',
    parse: (text) =>
      wholeNumber(text, 999_999_999) ??
      new Refused(': write the number of events up to which a calendar is kept, such as 5000'),
  },
  keepAlive: {
    name: 'KEEP_ALIVE',
    meaning: 'for how many seconds a connection is kept between two requests; more than the balancer in front keeps it',
    default: '65',
    parse: (text) => {
      const seconds = wholeNumber(text, 3600);
      return seconds || new Refused(': write a number of seconds from 1 to 3600, such as 65');
    },
  },
  stopDelay: {
    name: 'STOP_DELAY',
    meaning:
      'for how many seconds connections are still taken after SIGTERM, while `/readyz` answers 503; as long as the balancer in front takes to notice',
    default: '0',
    parse: (text) => wholeNumber(text, 3600) ?? new Refused(': write a number of seconds from 0 to 3600'),
  },
  /** Undefined: no such address. */
  adminPort: {
    name: 'ADMIN_PORT',
    meaning:
      'the port for operators: `/metrics` (Prometheus), and `/doctor`, which programs fetch which feed; `0`: any that is free',
    unset: 'none',
    parse: portNumber,
  },
  adminHost: {
    name: 'ADMIN_HOST',
    meaning: 'the address that this port listens on',
    default: '127.0.0.1',
    parse: (text) => text,
  },
  logFormat: {
    name: 'LOG_FORMAT',
    meaning: '`text`: lines to read; `json`: a line of JSON for each, on standard output',
    get default(): string {
      return process.stdout.isTTY ? 'text' : 'json';
    },
    unset: '`text` on a terminal, else `json`',
    parse: (text): LogFormat | Refused =>
      text === 'text' || text === 'json' ? text : new Refused(': write text or json'),
  },
  accessLog: {
    name: 'ACCESS_LOG',
    meaning:
      '`full`: each request but those for health is logged, without the address of the reader; `sampled`: one in a hundred, and our own faults; `off`: none',
    default: 'off',
    parse: (text): AccessLog | Refused =>
      text === 'off' || text === 'sampled' || text === 'full' ? text : new Refused(': write off, sampled or full'),
  },
  /** Undefined: no cache is told. */
  purgeUrls: {
    name: 'PURGE_URLS',
    meaning:
      'shared caches that are sent `PURGE` with the `Surrogate-Key` of what an edit touches, separated by spaces, such as `http://127.0.0.1:6081/`',
    unset: 'none',
    parse: (text) => {
      const urls = text.split(/\s+/).map(webAddress);
      if (!urls.every((url) => url !== undefined))
        return new Refused(': write the addresses of caches, separated by spaces, such as http://127.0.0.1:6081/');
      return urls.some(isPersonal) ? new Refused(NO_NAMES) : urls.map(({ href }) => href);
    },
  },
  /** Undefined: no hub is told. */
  websubHub: {
    name: 'WEBSUB_HUB',
    meaning: 'the hub (WebSub) that is told which feeds changed, such as `https://pubsubhubbub.appspot.com/`',
    unset: 'none',
    parse: (text) => {
      const url = webAddress(text);
      if (url?.hash !== '')
        return new Refused(': write the address of a hub, such as https://pubsubhubbub.appspot.com/');
      return isPersonal(url) ? new Refused(NO_NAMES) : url.href;
    },
  },
} satisfies Readonly<Record<string, Setting>>;

type ValueOf<S extends Setting> =
  | Exclude<ReturnType<S['parse']>, Refused>
  | (S extends { readonly default: string } ? never : undefined);

/** The value of each setting, by its key in the table. */
export type ServeSettings = { readonly [Key in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Key]> };

/** What a setting is where the operator sets none, in Markdown. */
export function describeDefault(setting: Setting): string {
  return setting.unset ?? `\`${setting.default}\``;
}

/** All settings, or one line for each value that is refused. */
export function parseSettings(
  environment: Environment,
): { readonly settings: ServeSettings } | { readonly errors: readonly string[] } {
  const errors: string[] = [];
  const values = Object.entries<Setting>(SETTINGS).map(([key, setting]) => {
    const text = textOf(setting, environment);
    const value = text === undefined ? undefined : setting.parse(text, environment);
    if (value instanceof Refused) errors.push(`${setting.name} is ${JSON.stringify(shown(text ?? ''))}${value.reason}`);
    return [key, value];
  });
  // Every value is what its entry parses.
  return errors.length > 0 ? { errors } : { settings: Object.fromEntries(values) as ServeSettings };
}

/** A line for each name of the environment that is a setting's but for case and underscores, and is none. */
export function misspeltSettings(environment: Environment): readonly string[] {
  const names = Object.values<Setting>(SETTINGS).map(({ name }) => name);
  const plain = (name: string) => name.replaceAll(/[-_]/g, '').toUpperCase();
  return Object.keys(environment).flatMap((name) => {
    const meant = names.includes(name) ? undefined : names.find((one) => plain(one) === plain(name));
    return meant === undefined ? [] : [`${printable(name)} is no setting, and is not heeded: write ${meant}`];
  });
}

/** Each setting as it is, a line each: its value, and whether it comes from the environment. */
export function describeSettings(environment: Environment): readonly string[] {
  const port = textOf(SETTINGS.port, environment) ?? '';
  const rows = Object.values<Setting>(SETTINGS).map((setting) => {
    const own = environment[setting.name]?.trim();
    const value =
      own ||
      setting.default ||
      describeDefault(setting)
        .replaceAll('`', '')
        .replace('$PORT', () => port);
    return { name: setting.name, value: printable(shown(value), 1000), from: own ? 'environment' : 'default' };
  });
  const [nameWidth, valueWidth] = (['name', 'value'] as const).map((part) =>
    Math.max(...rows.map((row) => row[part].length)),
  );
  return rows.map(
    ({ name, value, from }) => `${name.padEnd(nameWidth ?? 0)}  ${value.padEnd(valueWidth ?? 0)}  ${from}`,
  );
}

/** The chronology's folder, which commands read that need no other setting. */
export function eventsDirOf(environment: Environment): string {
  return textOf(EVENTS_DIR, environment) ?? EVENTS_DIR.default;
}

/** An empty value counts as none. */
function textOf(setting: Setting, environment: Environment): string | undefined {
  return environment[setting.name]?.trim() || setting.default;
}

function portNumber(text: string): number | Refused {
  return wholeNumber(text, 65_535) ?? new Refused(': write a number from 0 (any free port) to 65535');
}

function webAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}

/** Whether it has a user name or password, which `fetch` refuses and which would stand in the log. */
function isPersonal({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

const NO_NAMES = ': write it without user name and password';

/** A value as it may be printed: what stands before @ in an address may be a secret. */
function shown(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, '//…@');
}

function switched(text: string): boolean | Refused {
  if (text === 'on' || text === '1') return true;
  return text === 'off' || text === '0' ? false : new Refused(': write on or off');
}

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Whether `inner` lies in the folder `outer` and none of the folders in between has a hidden name. */
function isSeenIn(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return !isAbsolute(path) && !path.split(sep).some((name) => name.startsWith('.'));
}
