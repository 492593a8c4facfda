// A source line with its number in a gutter, and the part that is meant underlined.

import { type Cell, cells } from './display-width';

/** Which part of a file is meant. Lines and columns count from 0; columns in UTF-16 units. */
export interface ExcerptPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The two lines of an excerpt: the source, and the marks below it. */
export interface Excerpt {
  readonly gutter: string;
  readonly source: string;
  readonly marks: string;
}

const CUT = '\u2026';
/** Columns kept in front of the marked part when a line is too long to show whole. */
const LEAD = 20;

/** Shows a line within `width` columns; a part that goes on in later lines is marked to its line's end. */
export function excerpt(line: string, place: ExcerptPlace, width: number): Excerpt {
  const all = cells(line.trimEnd());
  const end = place.endLine === place.line ? place.endColumn : line.trimEnd().length;
  const marked = all.filter(({ offset }) => offset >= place.column && offset < end);
  const first = Math.max(
    0,
    all.findIndex(({ offset }) => offset >= place.column),
  );
  const window = cut(all, first, width);
  const before = columns(window.cells.filter(({ offset }) => offset < place.column)) + window.lead.length;
  const shown = window.cells.filter((cell) => marked.includes(cell));
  return {
    gutter: String(place.line + 1),
    source: window.lead + window.cells.map((cell) => cell.shown).join('') + window.tail,
    marks: ' '.repeat(before) + '^'.repeat(Math.max(1, columns(shown))),
  };
}

function columns(of: readonly Cell[]): number {
  return of.reduce((sum, cell) => sum + cell.width, 0);
}

/** The cells that fit, around the one at `focus`. */
function cut(all: readonly Cell[], focus: number, width: number) {
  if (columns(all) <= width) return { cells: all, lead: '', tail: '' };
  let from = focus;
  let lead = 0;
  while (from > 0 && lead + (all[from - 1]?.width ?? 0) <= LEAD) {
    from--;
    lead += all[from]?.width ?? 0;
  }
  let to = from;
  let used = 0;
  while (to < all.length && used + (all[to]?.width ?? 0) <= width - 2) {
    used += all[to]?.width ?? 0;
    to++;
  }
  return {
    cells: all.slice(from, to),
    lead: from > 0 ? CUT : '',
    tail: to < all.length ? CUT : '',
  };
}
