/** The addresses of a site of files: the path of what the service answers at an address with a query, and where others lead. */
import { isPathFacet } from '../../chronology/facet.ts';
import { type OutputName, outputs } from '../site/outputs.ts';
import { chronologyPageNames, chronologyPages, segmentOf, viewPageNames, viewPages } from '../site/view-pages.ts';

/** The pages that are for one view each, whose addresses say which by parameters. */
const PAGES_OF_VIEWS: readonly string[] = viewPageNames.filter((name) => viewPages[name].isFileBeside).map(segmentOf);
/** The pages that are lists, in several files where they are long. */
const LISTS: readonly string[] = chronologyPageNames.filter((name) => chronologyPages[name].isDivided);

/** Asks for nothing but one value of a facet that has a path. */
function facetAlone(parameters: URLSearchParams): readonly [facet: string, value: string] | undefined {
  const [only, ...others] = parameters;
  return only && others.length === 0 && isPathFacet(only[0]) ? only : undefined;
}

/** What stands at a path, of which there may be several by parameters. */
type Kind = 'view' | 'index' | 'list' | 'page of a view' | 'output' | 'other';

export class FileAddresses {
  readonly #baseUrl: string;
  readonly #languages: readonly string[];

  /** @param baseUrl without a slash at its end */
  constructor(baseUrl: string, languages: readonly string[]) {
    this.#baseUrl = baseUrl;
    this.#languages = languages;
  }

  /** The path of the file that has what the service answers at an address; undefined where no file has it. */
  of(address: string): string | undefined {
    const [path = '', query] = address.split(/\?(.*)/s);
    if (query === undefined) return path;
    const parameters = new URLSearchParams(query);
    if (path === '/oembed') return this.#ofEmbedding(parameters);
    if (new Set(parameters.keys()).size !== parameters.size) return undefined;
    const takes = this.#takenAt(path, parameters);
    if (![...parameters.keys()].every((name) => takes.includes(name))) return undefined;
    const suffix = [...parameters].map(([name, value]) => `${name}-${encodeURIComponent(value)}`).join('-');
    const [, folder = '', stem = '', ending = ''] = /^(.*\/)([^/.]*)(.*)$/.exec(path) ?? [];
    return `${folder}${[stem, suffix].filter((part) => part !== '').join('-')}${ending}`;
  }

  /** The file, or what of the site is nearest to an address: the search, the same of its facet, the same of everything. */
  nearest(address: string): string {
    const file = this.of(address);
    if (file !== undefined) return file;
    const [path = '', query = ''] = address.split(/\?(.*)/s);
    const kind = this.#kindOf(path);
    if (kind === 'view') return this.searching(address);
    const parameters = new URLSearchParams(query);
    const values = [...parameters].filter(([name]) => isPathFacet(name));
    const [only, ...others] = values;
    const sole = others.length === 0 ? only : undefined;
    if (kind === 'page of a view') return (sole && this.of(`${path}?${new URLSearchParams([sole])}`)) ?? path;
    if (kind !== 'output') return path;
    const [, tag = '', name = '', further] = path.split('/');
    const own = sole && further === undefined ? `/${tag}/${sole[0]}/${encodeURIComponent(sole[1])}/${name}` : path;
    const looks = [...parameters].filter(([parameter]) => parameter === 'frame' || parameter === 'scheme');
    return this.of(looks.length === 0 ? own : `${own}?${new URLSearchParams(looks)}`) ?? own;
  }

  /** The page that searches in the browser, for the events of a view. */
  searching(address: string): string {
    const [path = '', query = ''] = address.split(/\?(.*)/s);
    const [, language = '', facet, value] = path.split('/');
    const inPath = value === undefined ? [] : [`${facet}=${value}`];
    const parameters = [...inPath, ...(query === '' ? [] : [query])].join('&');
    return `/${language}/search${parameters === '' ? '' : `?${parameters}`}`;
  }

  isView(path: string): boolean {
    return this.#kindOf(path) === 'view';
  }

  /** oEmbed of a view is a file beside the view. */
  #ofEmbedding(parameters: URLSearchParams): string | undefined {
    const url = parameters.get('url') ?? '';
    if (parameters.size > 1 || !url.startsWith(`${this.#baseUrl}/`)) return undefined;
    const path = url.slice(this.#baseUrl.length);
    return this.isView(path) ? `${path}oembed.json` : undefined;
  }

  #takenAt(path: string, parameters: URLSearchParams): readonly string[] {
    switch (this.#kindOf(path)) {
      case 'view':
        return ['order', 'part'];
      case 'index':
      case 'list':
        return ['part'];
      case 'page of a view':
        return facetAlone(parameters)?.slice(0, 1) ?? [];
      case 'output': {
        const { isInParts, isPaged, takes = [] } = outputs[path.slice(path.lastIndexOf('/') + 1) as OutputName];
        return [
          ...(isInParts ? ['part'] : []),
          ...(isPaged ? ['cursor'] : []),
          // The picture as a slide, which previews of links show.
          ...(takes.includes('frame') ? ['frame', 'scheme'] : []),
        ];
      }
      default:
        return [];
    }
  }

  #kindOf(path: string): Kind {
    const [, tag = '', ...rest] = path.split('/');
    const last = rest.at(-1) ?? tag;
    if (Object.hasOwn(outputs, last)) return 'output';
    if (!this.#languages.includes(tag)) return 'other';
    const [first = '', , end] = rest;
    if (rest.length === 1 && first === '') return 'view';
    if (rest.length === 3 && isPathFacet(first) && end === '') return 'view';
    if (rest.length === 2 && isPathFacet(first) && last === '') return 'index';
    if (rest.length === 1 && LISTS.includes(first)) return 'list';
    return rest.length === 1 && PAGES_OF_VIEWS.includes(first) ? 'page of a view' : 'other';
  }
}

/** The file of a path, below the folder of the site. A page is found by hosts without its ending, and from it lead relative links. */
export function fileAt(path: string, isPage: boolean): string {
  const name = decodeURIComponent(path.slice(1));
  if (path.endsWith('/')) return `${name}index.html`;
  return isPage ? `${name}.html` : name;
}
