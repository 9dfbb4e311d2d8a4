/** What of the package `edtf`, which has no types of its own, the tests use. */
declare module 'edtf' {
  /** First and last instant of the date in milliseconds UTC; infinite at an open end, null at an unknown one. */
  export default function edtf(text: string): { readonly min: number | null; readonly max: number | null };
}
