// Rows of a table by a name that a user wrote: `constructor` and its like are no rows.

/** The row of a name; undefined when the table has none. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
