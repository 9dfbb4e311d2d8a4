/** The parameters of a request target, as they were meant: what others append or spoil on the way is mended here, and nowhere else. */
import { withoutControls } from '../../chronology/files/controls.ts';
import { outputNameIn, outputs } from './outputs.ts';

/**
 * The parameters of a request target. What no text of a file may hold is cleaned of them, so that no page or output has to ask
 * whether it can carry what it is given; a run of white space is one space.
 */
export function parametersOf(target: string): URLSearchParams {
  const query = target.indexOf('?');
  const given = new URLSearchParams(query === -1 ? '' : target.slice(query));
  const meant = new URLSearchParams();
  const output = outputNameIn(target);
  const takesCursor = output !== undefined && outputs[output].isPaged === true;
  for (const [name, value] of given) {
    const parameter = clean(name).replace(AMPERSAND, '').replace(LIST, '');
    if (FOREIGN.get(parameter)?.includes(value)) continue;
    // Of an output in one piece, and of a page, it is nobody's: right or wrong, it changes nothing.
    if (parameter === 'cursor' && !takesCursor) continue;
    meant.append(parameter, clean(value));
  }
  return meant;
}

/** `&amp;` copied from the source of a page, once or twice, in place of `&`: the next name begins with the rest of it. */
const AMPERSAND = /^(?:amp;)+/i;

/** `country[]` and `country[0]`, as programs write lists. */
const LIST = /\[\d*\]$/;

/** Parameters of ours in which others tell of themselves: WeChat, where a link was shared. */
const FOREIGN: ReadonlyMap<string, readonly string[]> = new Map([
  ['from', ['singlemessage', 'groupmessage', 'timeline']],
]);

function clean(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' '));
}
