/** Formatters of `Intl`, each made once: a new one costs a hundred times what a kept one does. */

export const dateFormatter = memoized(
  (locale, options: Intl.DateTimeFormatOptions) =>
    // Chronologies are of the Gregorian calendar, also where CLDR prefers another for the locale.
    new Intl.DateTimeFormat(locale, { calendar: 'gregory', ...options }),
);

export const numberFormatter = memoized(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const displayNames = memoized(
  (locale, type: 'region' | 'language') =>
    // A language that CLDR lacks would have its names in that of the machine.
    new Intl.DisplayNames([locale, 'en'], { type }),
);

/** The names of languages; undefined for one without a name. */
export const languageNames = memoized(
  (locale, style: 'long' | 'short') =>
    new Intl.DisplayNames([locale, 'en'], { type: 'language', style, fallback: 'none' }),
);

/** The shorter or longer names that CLDR has for some regions; undefined for a region without a name. */
export const regionNames = memoized(
  (locale, style: 'long' | 'short' | 'narrow') =>
    new Intl.DisplayNames([locale, 'en'], { type: 'region', style, fallback: 'none' }),
);

function memoized<Formatter, Options>(make: (locale: string, options: Options) => Formatter) {
  const formatterByKey = new Map<string, Formatter>();
  return (locale: string, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let formatter = formatterByKey.get(key);
    if (formatter === undefined) {
      formatter = make(locale, options);
      formatterByKey.set(key, formatter);
    }
    return formatter;
  };
}
