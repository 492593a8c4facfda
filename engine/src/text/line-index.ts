// Offset to line and column, and back. Lines and columns count from 0 here; people get them from 1.

/** A place in a text: line and UTF-16 column, both from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which the lines of a text start; CRLF, LF and lone CR end a line, as in LSP. */
export class LineIndex {
  readonly #text: string;
  readonly #length: number;
  #found: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#length = text.length;
  }

  /** Looked for when first asked: most checks of a file have no finding to place. */
  get #starts(): readonly number[] {
    this.#found ??= lineStarts(this.#text);
    return this.#found;
  }

  /** Line and column of an offset; an offset past the end is the end. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return { line: low, column: at - (this.#starts[low] ?? 0) };
  }

  /** Offset of a line and column; a column past the line's end is the start of the next line at most. */
  offsetAt(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : this.#length;
    const next = this.#starts[position.line + 1] ?? this.#length;
    return Math.max(start, Math.min(start + position.column, next));
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isLone = carriage >= 0 && (feed < 0 || carriage < feed - 1);
    if (isLone) starts.push(carriage + 1);
    else starts.push(feed + 1);
    const passed = isLone ? carriage : feed;
    if (feed >= 0 && feed <= passed) feed = text.indexOf('\n', passed + 1);
    if (carriage >= 0 && carriage <= passed) carriage = text.indexOf('\r', passed + 1);
  }
  return starts;
}
