/** Questions on a terminal, one after the other; a command that may ask none is told which option answers each. */
import { type CommonOptions, isCancel, select, text } from '@clack/prompts';
import { UsageError } from './usage.ts';

/** Where questions are asked; undefined: nowhere, for nobody is there to answer. */
export type Terminal = Required<Pick<CommonOptions, 'input' | 'output'>>;

/** That of the process, where it has one. */
export function terminalOf({ stdin, stdout }: NodeJS.Process): Terminal | undefined {
  return stdin.isTTY === true && stdout.isTTY === true ? { input: stdin, output: stdout } : undefined;
}

/** What is wrong with an answer, and what to write instead; undefined where it is right. */
export type Fault = { readonly message: string; readonly advice?: string | undefined } | undefined;

export interface Question {
  /** The option that answers it: `--title`. */
  readonly option: string;
  readonly message: string;
  /** The answer of the command line. */
  readonly given?: string | undefined;
  /** The answer that is taken where nothing is asked, and which the question begins with. */
  readonly proposed?: string | undefined;
  /** An example, shown while nothing is typed. */
  readonly example?: string | undefined;
  /** Whether nothing is an answer. */
  readonly isOptional?: boolean;
  /** The answers among which one is chosen, where they are few. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly faultOf?: (answer: string) => Fault;
}

/** Longer lists are no choice: their id is typed, and a near one is named where it is wrong. */
const MOST_CHOICES = 12;

export class Asker {
  readonly #terminal: Terminal | undefined;
  readonly #takesProposals: boolean;

  /** @param takesProposals whether proposed answers are taken without a question */
  constructor(terminal: Terminal | undefined, takesProposals: boolean) {
    this.#terminal = terminal;
    this.#takesProposals = takesProposals;
  }

  /**
   * The answer, trimmed; empty only where the question is optional.
   *
   * @throws UsageError where the answer of the command line is wrong, or nobody answers
   */
  async ask(question: Question): Promise<string> {
    const { option, given, proposed, isOptional = false } = question;
    if (given !== undefined) return this.#checked(question, given);
    const terminal = this.#takesProposals ? undefined : this.#terminal;
    if (!terminal) {
      if (proposed !== undefined) return this.#checked(question, proposed);
      if (isOptional) return '';
      const example = question.example ?? question.choices?.map(({ value }) => value).join(', ') ?? '…';
      throw new UsageError(`${option} is missing: ${lowered(question.message)}`, `write ${option} ${quoted(example)}`);
    }
    const answer = await this.#askOn(terminal, question);
    if (isCancel(answer)) throw new UsageError('cancelled', 'nothing was written');
    return answer.trim();
  }

  #checked({ option, faultOf, isOptional = false }: Question, answer: string): string {
    const trimmed = answer.trim();
    if (trimmed === '' && !isOptional) throw new UsageError(`${option} is empty`);
    const fault = trimmed === '' ? undefined : faultOf?.(trimmed);
    if (fault) throw new UsageError(`${option}: ${fault.message}`, fault.advice && `write ${fault.advice}`);
    return trimmed;
  }

  #askOn(terminal: Terminal, { message, proposed, example, choices, faultOf, isOptional = false }: Question) {
    if (choices && choices.length <= MOST_CHOICES)
      return select({
        ...terminal,
        message,
        options: [...choices],
        ...(proposed !== undefined && { initialValue: proposed }),
      });
    return text({
      ...terminal,
      message,
      ...(example !== undefined && { placeholder: example }),
      ...(proposed !== undefined && { initialValue: proposed }),
      defaultValue: '',
      validate(answer) {
        const trimmed = (answer ?? '').trim();
        if (trimmed === '') return isOptional ? undefined : 'Nothing is written yet.';
        const fault = faultOf?.(trimmed);
        return fault && [fault.message, ...(fault.advice === undefined ? [] : [`write ${fault.advice}`])].join('; ');
      },
    });
  }
}

function lowered(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function quoted(text: string): string {
  return /^[\w./,:-]+$/.test(text) ? text : `"${text}"`;
}
