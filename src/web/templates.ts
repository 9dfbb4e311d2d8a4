/** The EJS templates and the style sheet, read and compiled once at start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';

const templateNames = ['timeline', 'event', 'error'] as const;
export type TemplateName = (typeof templateNames)[number];

/** A file that pages load, under a name that changes with its bytes, so that it can be kept for good. */
export interface Asset {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface Templates {
  render(name: TemplateName, page: object): string;
  readonly styleSheet: Asset;
  readonly icon: Asset;
}

/** Throws where a template does not compile. */
export function loadTemplates(viewsFolder: string): Templates {
  const compiled = new Map(
    templateNames.map((name) => {
      const filename = join(viewsFolder, `${name}.ejs`);
      // strict: templates see `it` and nothing else, so no name of a request can shadow one of ours.
      const template = ejs.compile(readFileSync(filename, 'utf8'), {
        filename,
        strict: true,
        localsName: 'it',
        rmWhitespace: true,
      });
      return [name, template];
    }),
  );
  return {
    render(name, page) {
      const template = compiled.get(name);
      if (!template) throw new Error(`no template ${name}`);
      return template(page);
    },
    styleSheet: asset(viewsFolder, 'style.css', 'text/css; charset=utf-8'),
    icon: asset(viewsFolder, 'icon.svg', 'image/svg+xml'),
  };
}

function asset(viewsFolder: string, file: string, mediaType: string): Asset {
  const bytes = readFileSync(join(viewsFolder, 'assets', file));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { path: `/assets/${file.replace(/(\.\w+)$/, `.${hash}$1`)}`, bytes, mediaType };
}
