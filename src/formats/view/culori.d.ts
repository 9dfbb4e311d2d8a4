/** The types of culori's one-file form, which are those of the others. */
declare module 'culori/require' {
  import * as culori from 'culori';
  export default culori;
}
