// Half-open ranges of UTF-16 code units, the unit of JavaScript strings, tree-sitter and LSP alike.

/** A half-open range `[start, end)` of UTF-16 code units in a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

declare const local: unique symbol;

/** A range counted from the first character of its method's `def`, so that a method that only moved is unchanged. */
export type LocalSpan = Span & { readonly [local]: true };

/** Makes a span. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** Makes a span that is local to a method. */
export function localSpan(start: number, end: number): LocalSpan {
  return { start, end } as LocalSpan;
}

/** Moves a method-local span to file offsets, given the offset of the method's `def`. */
export function toFile(at: LocalSpan, methodStart: number): Span {
  return { start: at.start + methodStart, end: at.end + methodStart };
}

/** Moves a span by `delta` code units. */
export function shift(at: Span, delta: number): Span {
  return { start: at.start + delta, end: at.end + delta };
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans share a character, or touch when one is empty. */
export function meets(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
