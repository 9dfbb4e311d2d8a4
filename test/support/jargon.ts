/** Words of the parser and of zod, which no curator should have to know. */
export const JARGON =
  /not YAML|implicit|nested mapping|compact mapping|\b(block|flow) \w+|sequence|scalar|indicator|\bnode\b|token|anchor|alias|directive|expected|received|invalid|undefined|\[object|\bkeys?\b/i;
