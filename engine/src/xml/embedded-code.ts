// Python that lives inside another file (an XML field, a CSV cell): its text, and where each character of it stands.

import { detach } from '../text/detach';
import type { Span } from '../text/span';

/** A run of code characters and the file characters that it was written as. */
export interface CodePiece {
  readonly text: string;
  /** File offset of the first character. */
  readonly source: number;
  /** Characters in the file: equal to the text's length when it is written as it is, else an entity or an escape. */
  readonly sourceLength: number;
}

/** Where a run of code characters stands. */
type PlacedRun = Omit<CodePiece, 'text'> & { readonly length: number };

/** Where offsets of the code stand in the file. */
export class CodeMap {
  readonly #pieces: readonly PlacedRun[];

  constructor(pieces: readonly PlacedRun[]) {
    this.#pieces = pieces;
  }

  /** File span of a span of the code; an entity that it touches is taken whole. */
  toFile(at: Span): Span {
    const start = this.#place(at.start, 'start');
    return at.end <= at.start ? { start, end: start } : { start, end: this.#place(at.end, 'end') };
  }

  #place(offset: number, edge: 'start' | 'end'): number {
    let from = 0;
    let last = 0;
    for (const piece of this.#pieces) {
      const to = from + piece.length;
      last = piece.source + piece.sourceLength;
      if (edge === 'start' ? offset < to : offset <= to) {
        if (piece.sourceLength === piece.length) return piece.source + (offset - from);
        return edge === 'start' ? piece.source : last;
      }
      from = to;
    }
    return last;
  }
}

/** Code with its place. */
export interface EmbeddedCode {
  /** Without the blank space around it, as Odoo runs it (`ir.actions.server` strips it). */
  readonly text: string;
  /** From its first to its last character in the file. */
  readonly span: Span;
  readonly map: CodeMap;
}

/** Joins pieces to code, detached from its file: it is what is kept lowered. Undefined when they hold nothing but blanks. */
export function embeddedCode(pieces: readonly CodePiece[]): EmbeddedCode | undefined {
  const whole = pieces.map((piece) => piece.text).join('');
  const text = whole.trim();
  if (text === '') return undefined;
  const start = whole.length - whole.trimStart().length;
  const map = new CodeMap(cut(pieces, start, start + text.length));
  return { text: detach(text), span: map.toFile({ start: 0, end: text.length }), map };
}

function cut(pieces: readonly CodePiece[], start: number, end: number): PlacedRun[] {
  const kept: PlacedRun[] = [];
  let from = 0;
  for (const { text, source, sourceLength } of pieces) {
    const low = Math.max(start - from, 0);
    const high = Math.min(end - from, text.length);
    from += text.length;
    if (low >= high) continue;
    const length = high - low;
    const verbatim = sourceLength === text.length;
    kept.push(
      verbatim ? { length, source: source + low, sourceLength: length } : { length, source, sourceLength },
    );
  }
  return kept;
}
