/** What may be wrong at a path of a file, as data that a warning is made from. */
import type { Fault, FieldFault, WarningKind } from '../../files/problem.ts';

export interface Suspicion extends FieldFault {
  readonly file: string;
  readonly fault: Fault & { readonly kind: WarningKind };
}
