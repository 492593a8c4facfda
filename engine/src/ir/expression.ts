// Python expressions as plain data: what the analysis needs and nothing of the parser's.

import type { LocalSpan } from '../text/span';

/** An expression; `at` is its span, counted from the method's `def`. */
export type Expression =
  | { readonly kind: 'name'; readonly id: string; readonly at: LocalSpan }
  | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string; readonly at: LocalSpan }
  | CallExpression
  | { readonly kind: 'text'; readonly value: string; readonly at: LocalSpan }
  /** An f-string: its interpolated expressions. */
  | { readonly kind: 'format'; readonly parts: readonly Expression[]; readonly at: LocalSpan }
  | { readonly kind: 'number'; readonly value: number; readonly at: LocalSpan }
  | { readonly kind: 'constant'; readonly value: 'True' | 'False' | 'None' | '...'; readonly at: LocalSpan }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[]; readonly at: LocalSpan }
  | { readonly kind: 'dict'; readonly entries: readonly DictEntry[]; readonly at: LocalSpan }
  | ComprehensionExpression
  | {
      readonly kind: 'subscript';
      readonly object: Expression;
      readonly index: Expression;
      readonly at: LocalSpan;
    }
  | { readonly kind: 'slice'; readonly low?: Expression; readonly high?: Expression; readonly at: LocalSpan }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: LocalSpan;
    }
  /** `and`, `or`. */
  | {
      readonly kind: 'boolean';
      readonly op: 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
      readonly at: LocalSpan;
    }
  /** `not`, `-`, `+`, `~`. */
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Expression; readonly at: LocalSpan }
  | {
      readonly kind: 'compare';
      readonly ops: readonly string[];
      readonly operands: readonly Expression[];
      readonly at: LocalSpan;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly at: LocalSpan;
    }
  | {
      readonly kind: 'lambda';
      readonly parameters: readonly Parameter[];
      readonly body: Expression;
      readonly at: LocalSpan;
    }
  /** `*x` or `**x` outside a call. */
  | { readonly kind: 'starred'; readonly value: Expression; readonly at: LocalSpan }
  /** `(name := value)`. */
  | { readonly kind: 'named'; readonly target: string; readonly value: Expression; readonly at: LocalSpan }
  | { readonly kind: 'yield' | 'await'; readonly value?: Expression; readonly at: LocalSpan }
  /** Seen and not understood: never evidence of anything. */
  | { readonly kind: 'opaque'; readonly at: LocalSpan };

/** A call: `callee(args…)`. */
export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  readonly at: LocalSpan;
  /** The parenthesised argument list. */
  readonly argsAt: LocalSpan;
}

/** One argument of a call: positional, keyword, `*args` or `**kwargs`. */
export interface Argument {
  readonly form: 'positional' | 'keyword' | 'list-splat' | 'dict-splat';
  /** The keyword. */
  readonly name?: string;
  readonly value: Expression;
  readonly at: LocalSpan;
}

/** `key: value`, or `**value` when there is no key. */
export interface DictEntry {
  readonly key?: Expression;
  readonly value: Expression;
}

/** A list, set, dict comprehension or a generator expression. */
export interface ComprehensionExpression {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'dict' | 'generator';
  /** The element; for a dict the value, with the key in `key`. */
  readonly element: Expression;
  readonly key?: Expression;
  readonly clauses: readonly ComprehensionClause[];
  readonly at: LocalSpan;
}

/** `for target in over if conditions`. */
export interface ComprehensionClause {
  readonly target: Expression;
  readonly over: Expression;
  readonly conditions: readonly Expression[];
}

/** A parameter of a function or lambda. */
export interface Parameter {
  readonly name: string;
  readonly form: 'plain' | 'list-splat' | 'dict-splat';
  readonly default?: Expression;
}
