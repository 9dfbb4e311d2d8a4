/** What tests use of @citation-js, which has no types of its own. */
declare module '@citation-js/core' {
  export const plugins: {
    readonly input: {
      /** The items of a text as CSL-JSON, without what CSL has no such field for. */
      chain(text: string, options: { readonly generateGraph: false }): readonly Readonly<Record<string, unknown>>[];
    };
  };
}
declare module '@citation-js/plugin-ris';
