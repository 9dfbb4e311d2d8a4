/** Figures without a unit where others of the same measure have one. */
import type { Chronology } from '../../chronology.ts';
import type { Suspicion } from './suspicion.ts';

/** A measure needs a unit where any figure, or column of a table, states it with one: nothing else says what it counts in. */
export function* missingUnits({ events }: Chronology): Generator<Suspicion> {
  const units = new Map<string, Set<string>>();
  const add = (measure: string, unit: string) => {
    const known = units.get(measure);
    if (known) known.add(unit);
    else units.set(measure, new Set([unit]));
  };
  for (const { figures, table } of events) {
    for (const { measure, unit } of figures) if (unit !== undefined) add(measure, unit);
    for (const measure of table?.columns ?? []) if (table) add(measure, table.unit);
  }
  for (const { file, figures } of events)
    for (const [index, { measure, unit, value }] of figures.entries()) {
      const known = units.get(measure);
      if (unit === undefined && known)
        yield {
          file,
          path: ['figures', index],
          fault: {
            kind: 'missing-unit',
            message: `has no unit, while others of the measure ${measure} have one`,
            found: value,
            advice: `unit: ${[...known].slice(0, 3).join(', or ')}`,
          },
        };
    }
}
