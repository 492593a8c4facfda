// How many columns text takes in a terminal, and text made fit to be printed in one.

/** A tab stop every four columns, as editors show Python. */
const TAB = 4;
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{RI}\p{RI})|^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;

/** A piece of text that a terminal shows as one character. */
export interface Cell {
  readonly shown: string;
  readonly width: number;
  /** UTF-16 units before it. */
  readonly offset: number;
}

/** Splits a line into what is shown; tabs become spaces, control characters become a visible mark. */
export function cells(line: string): readonly Cell[] {
  const found: Cell[] = [];
  let column = 0;
  for (const { segment, index } of new Intl.Segmenter('en').segment(line)) {
    const width = segment === '\t' ? TAB - (column % TAB) : widthOf(segment);
    const shown = segment === '\t' ? ' '.repeat(width) : printable(segment);
    found.push({ shown, width, offset: index });
    column += width;
  }
  return found;
}

/** Columns of a text without tabs. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  return cells(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** Text that cannot move the cursor or colour what follows. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\u00B7');
}

function widthOf(segment: string): number {
  if (WIDE.test(segment)) return 2;
  return NO_WIDTH.test(segment) ? 0 : 1;
}
