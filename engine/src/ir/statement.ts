// Python statements as plain data, with the layout facts that a rewrite needs.

import type { LocalSpan } from '../text/span';
import type { Expression, Parameter } from './expression';

/** The statements of one indented block, in source order. */
export interface Block {
  readonly statements: readonly Statement[];
  /** From the first statement to the last, comments between them included. */
  readonly at: LocalSpan;
  /** The block stands on its header's line: `for x in y: f(x)`. */
  readonly inline: boolean;
}

/** A statement; `at` is its span, counted from the method's `def`. */
export type Statement =
  | ForStatement
  | WhileStatement
  | IfStatement
  | WithStatement
  | TryStatement
  | AssignStatement
  | { readonly kind: 'expression'; readonly value: Expression; readonly at: LocalSpan }
  | { readonly kind: 'return'; readonly value?: Expression; readonly at: LocalSpan }
  | { readonly kind: 'raise'; readonly value?: Expression; readonly at: LocalSpan }
  | { readonly kind: 'break' | 'continue' | 'pass'; readonly at: LocalSpan }
  | { readonly kind: 'global'; readonly names: readonly string[]; readonly at: LocalSpan }
  | { readonly kind: 'delete'; readonly targets: readonly Expression[]; readonly at: LocalSpan }
  | { readonly kind: 'assert'; readonly values: readonly Expression[]; readonly at: LocalSpan }
  | FunctionStatement
  /** `import x`, `from x import y as z`: the names that it binds. */
  | { readonly kind: 'import'; readonly names: readonly ImportedName[]; readonly at: LocalSpan }
  /** `match`, nested `class`, broken code: seen and not understood. */
  | { readonly kind: 'opaque'; readonly at: LocalSpan };

/** `for target in over: body else: orElse`. */
export interface ForStatement {
  readonly kind: 'for';
  readonly target: Expression;
  readonly over: Expression;
  readonly body: Block;
  readonly orElse?: Block;
  readonly at: LocalSpan;
}

/** `while test: body else: orElse`. */
export interface WhileStatement {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: Block;
  readonly orElse?: Block;
  readonly at: LocalSpan;
}

/** `if`, every `elif`, and `else`. */
export interface IfStatement {
  readonly kind: 'if';
  readonly arms: readonly { readonly test: Expression; readonly body: Block }[];
  readonly orElse?: Block;
  readonly at: LocalSpan;
}

/** `with context as target, …: body`. */
export interface WithStatement {
  readonly kind: 'with';
  readonly items: readonly { readonly context: Expression; readonly target?: Expression }[];
  readonly body: Block;
  readonly at: LocalSpan;
}

/** `try`, its handlers, `else` and `finally`. */
export interface TryStatement {
  readonly kind: 'try';
  readonly body: Block;
  readonly handlers: readonly ExceptHandler[];
  readonly orElse?: Block;
  readonly ensure?: Block;
  readonly at: LocalSpan;
}

/** `except type as name: body`; no `type` is a bare `except`. */
export interface ExceptHandler {
  readonly type?: Expression;
  readonly name?: string;
  readonly body: Block;
  readonly at: LocalSpan;
}

/** `a = b = value`, `a += value`, `a: T = value`; an annotation without a value has none. */
export interface AssignStatement {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  /** `+=` and its kin; absent for `=`. */
  readonly op?: string;
  readonly value?: Expression;
  readonly at: LocalSpan;
}

/** A function in a function. */
export interface FunctionStatement {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
  readonly at: LocalSpan;
}

/** A name that an import binds, and the dotted path that it stands for. */
export interface ImportedName {
  readonly name: string;
  readonly path: string;
}

/** One method, lowered: all spans are local to its `def`. */
export interface MethodIr {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
  /** Names that the body assigns anywhere. */
  readonly assigned: ReadonlySet<string>;
  /** False when the parser met an error inside: rules stay silent. */
  readonly complete: boolean;
  readonly at: LocalSpan;
}
