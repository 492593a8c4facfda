// Patterns that find calls in a text that is mostly something else.

/**
 * A pattern for calls that end in one of the names, which may be patterns: `commit` finds `cr.commit(`. It looks back from
 * the parenthesis: V8 would try every name at every character otherwise, at five times the cost.
 */
export function callOf(...names: readonly string[]): RegExp {
  return new RegExp(`\\((?<=\\b(?:${names.join('|')})[ \\t]*\\()`);
}

/** A pattern for what any of the patterns finds. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}
