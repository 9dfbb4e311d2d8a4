/** The hash by which the text of a file is recognised. */
import { createHash } from 'node:crypto';

/** Two files of one hash have the same text. */
export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}
