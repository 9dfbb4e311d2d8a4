/** The environment of a program that is started: without what sets it up, which comes from whoever starts it alone. */
import { SETTINGS } from '../../src/serve/settings.ts';

const NAMES = [...Object.values(SETTINGS).map(({ name }) => name), 'NODE_OPTIONS', 'NODE_TEST_CONTEXT'];

export type Environment = Readonly<Record<string, string>>;

/** Ours without any settings but these. */
export function environmentWith(settings: Environment): Environment {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !NAMES.includes(entry[0]),
  );
  return { ...Object.fromEntries(inherited), ...settings };
}
