/** Where the program's own files are: its modules in `src/` or, bundled, in `dist/`, and its package beside them. */
import { extname, join } from 'node:path';

/** A bundle has this module in a file of its own folder, not of one below. */
export const CODE_FOLDER = import.meta.dirname;
export const PACKAGE_FOLDER = join(CODE_FOLDER, '..');
/** Templates and assets. */
export const VIEWS_FOLDER = join(PACKAGE_FOLDER, 'views');

/** The file of a module that a thread is started with, such as `web/raster/rasterizing-thread`. */
export function threadModule(path: string): string {
  return join(CODE_FOLDER, `${path}${extname(import.meta.filename)}`);
}

/** The file that browsers load of a module, such as `chronology/query/search/search-in-browser`. The bundled program alone has it. */
export function browserModule(path: string): string {
  return join(CODE_FOLDER, `${path}.min.js`);
}
