/** Values as the YAML text of a file: plain where that reads as it is written, in quotes elsewhere, no text broken into lines. */
import { stringify } from 'yaml';

export function toYaml(value: object): string {
  return stringify(value, { schema: 'failsafe', lineWidth: 0, singleQuote: true });
}
