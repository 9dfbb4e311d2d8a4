/** Reads the arguments of a command by its form. */
import { parseArgs } from 'node:util';
import { printable } from '../chronology/files/problem.ts';
import { type CommandForm, type OptionForm, UsageError, unknownWord } from './usage.ts';

type Options = Readonly<Record<string, OptionForm>>;

/** Of an option with choices one of these, of one with a value that value or none, of another whether it is there. */
type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : O[K] extends { readonly value: string }
      ? string | undefined
      : boolean;
};

export interface Arguments<O extends Options> {
  readonly folder: string | undefined;
  readonly values: Values<O>;
}

/** @throws UsageError */
export function readArguments<O extends Options>(form: CommandForm<O>, args: readonly string[]): Arguments<O> {
  const { options, name, takesFolder } = form;
  const known = Object.entries<OptionForm>(options);
  // Not strict, since parseArgs itself names no near option; its tokens say what was written.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      known.map(([option, { value }]) => [option, { type: value === undefined ? 'boolean' : 'string' }] as const),
    ),
  });
  const values: Record<string, string | boolean | undefined> = Object.fromEntries(
    known.map(([option, { value, choices }]) => [option, value === undefined ? false : choices?.[0]]),
  );
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option)
      throw unknownWord(
        `${name} has no option`,
        token.rawName,
        known.map(([other]) => `--${other}`),
      );
    values[token.name] = optionValue(token, option);
  }
  if (positionals.length > (takesFolder ? 1 : 0))
    throw new UsageError(
      takesFolder
        ? `${name} takes one folder, not ${positionals.length}`
        : `${name} takes no arguments, but ${printable(positionals.join(' '))}; its settings are in the environment`,
    );
  // Each value is one that its option takes.
  return { folder: positionals[0], values: values as Values<O> };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionValue({ rawName, value, inlineValue }: OptionToken, form: OptionForm): string | boolean {
  if (form.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  // `--sources --coverage` leaves the value out.
  if (value === undefined || (value.startsWith('-') && inlineValue !== true))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${form.choices?.join(', ') ?? form.value}`);
  if (form.choices && !form.choices.includes(value))
    throw new UsageError(`${rawName} takes no ${printable(value)}`, `write ${listed(form.choices)}`);
  return value;
}

/** `a, b or c`. */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
