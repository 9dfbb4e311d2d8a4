/** What a running service tells its operator: lines to read on a terminal, or JSON for programs, with nothing in them that forges a line. */
import type { Logger } from 'pino';
import { printable } from '../chronology/files/problem.ts';
import type { LogFormat } from './settings.ts';
import type { Access } from './traffic.ts';

/** Where lines of text go. */
export interface Print {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

export interface Log {
  /** @param message Our own words; what is not ours is made printable before. */
  info(message: string): void;
  warn(message: string): void;
  /** @param problems Lines as `check` prints them. */
  problems(problems: string, message: string): void;
  /** A fault of the program. */
  fault(error: unknown): void;
  access(access: Access): void;
}

export function openLog(format: LogFormat, print: Print): Log {
  return format === 'json' ? jsonLog() : textLog(print);
}

function textLog({ out, error }: Print): Log {
  return {
    info: (message) => out(`annals: ${message}`),
    warn: (message) => error(`annals: ${message}`),
    problems: (problems, message) => error(`${problems}\nannals: ${message}`),
    fault: (fault) => error(`annals: ${stackOf(fault)}`),
    access: ({ method, path, status, milliseconds, program }) =>
      out(`annals: ${method} ${path} ${status ?? 'aborted'} ${milliseconds} ms ${program}`),
  };
}

/** pino is loaded with the first line, for which nobody waits: what is said before it is there is said once it is. */
function jsonLog(): Log {
  let logger: Logger | undefined;
  const waiting: ((logger: Logger) => void)[] = [];
  const load = async () => {
    const { pino, stdTimeFunctions } = await import('pino');
    logger = pino({
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    });
    for (const say of waiting.splice(0)) say(logger);
  };
  const say = (how: (logger: Logger) => void) => {
    if (logger) how(logger);
    else if (waiting.push(how) === 1) void load();
  };
  return {
    info: (message) => say((to) => to.info(message)),
    warn: (message) => say((to) => to.warn(message)),
    problems: (problems, message) => say((to) => to.error({ problems }, message)),
    fault: (error) => say((to) => to.error({ stack: stackOf(error) }, 'a fault of the program')),
    access: (access) => say((to) => to.info(access, 'request')),
  };
}

/** Its lines after the first are set in, so that none looks like one of the log, whatever a message has in it. */
function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return text
    .split('\n')
    .map((line) => printable(line.trim(), 500))
    .join('\n    ');
}
