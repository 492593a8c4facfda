// How wide a line may be, and is.

/** Black's and ruff's limit, and OCA's. */
export const MAX_COLUMNS = 88;

/** Width of a line; a tab counts as four columns. */
export function columns(line: string): number {
  return line.replaceAll('\t', '    ').length;
}
