/** The links of a document of the service, as a site of files has them. */
import { escapeRegExp } from '../../escape-reg-exp.ts';
import { relative } from '../site/address.ts';
import type { FileAddresses } from './file-address.ts';

/** A document with the links of a site of files, and the addresses of the service that it leads to. */
export interface Linked {
  readonly text: string;
  readonly leadsTo: ReadonlySet<string>;
}

const ALTERNATE = /<link rel="alternate"[^>]* href="([^"]*)"[^>]*>\n?/g;
const REFERENCE = / (href|src|action|data-view)="([^"]*)"/g;

export class Links {
  readonly #addresses: FileAddresses;
  readonly #baseUrl: string;
  readonly #absolute: RegExp;

  constructor(addresses: FileAddresses, baseUrl: string) {
    this.#addresses = addresses;
    this.#baseUrl = baseUrl;
    // As HTML, XML and JSON write it: in quotes, and with & in its own ways.
    this.#absolute = new RegExp(`${escapeRegExp(baseUrl)}(/(?:[^\\s"'<>\\\\&#]|&amp;|\\\\u0026)*)`, 'g');
  }

  /** @param path of the page, where the service has it; its folder is that of its file */
  inPage(html: string, path: string): Linked {
    // A program takes an alternate for what it is called.
    const offered = html.replace(ALTERNATE, (all, value: string) => {
      const to = this.#own(unescaped(value), path);
      return to === undefined || this.#addresses.of(to) !== undefined ? all : '';
    });
    const absolute = this.inText(offered);
    const leadsTo = new Set(absolute.leadsTo);
    const text = absolute.text.replace(REFERENCE, (all, name: string, value: string) => {
      const to = value.startsWith(this.#baseUrl) ? undefined : this.#own(unescaped(value), path);
      if (to === undefined) return all;
      const [address = '', hash = ''] = to.split(/(?=#)/);
      const written = (target: string) => ` ${name}="${relative(path, target).replaceAll('&', '&amp;')}${hash}"`;
      // What a form or a script adds to it is a query.
      if (name === 'data-view' || name === 'action')
        return this.#addresses.isView(address.split('?')[0] ?? '') ? written(this.#addresses.searching(address)) : all;
      this.#note(address, leadsTo);
      return address.includes('?') ? written(this.#addresses.nearest(address)) : all;
    });
    return { text, leadsTo };
  }

  /** Absolute addresses, wherever they stand in a text. */
  inText(text: string): Linked {
    const leadsTo = new Set<string>();
    const linked = text.replace(this.#absolute, (all, written: string) => {
      const address = written.replace(/&amp;|\\u0026/g, '&');
      this.#note(address, leadsTo);
      if (!address.includes('?')) return all;
      const and = /&amp;|\\u0026/.exec(written)?.[0] ?? '&';
      return `${this.#baseUrl}${this.#addresses.nearest(address).replaceAll('&', and)}`;
    });
    return { text: linked, leadsTo };
  }

  /** What is nearest to an address without a file has an address of its own, by which other links lead to it. */
  #note(address: string, leadsTo: Set<string>): void {
    if (this.#addresses.of(address) !== undefined) leadsTo.add(address);
  }

  /** The address of the service that a reference leads to, with its fragment; undefined where it is none of ours. */
  #own(reference: string, path: string): string | undefined {
    if (reference.startsWith('#')) return undefined;
    if (reference.startsWith(`${this.#baseUrl}/`)) return reference.slice(this.#baseUrl.length);
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(reference)) return undefined;
    const { pathname, search, hash } = new URL(reference, `http://site${path}`);
    return `${pathname}${search}${hash}`;
  }
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&amp;', '&');
}
