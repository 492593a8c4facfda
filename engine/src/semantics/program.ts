// What the semantics asks of the workspace: classes, methods, fields, imports. The workspace answers from its index.

import type { MethodIr } from '../ir/statement';
import type { FieldOutline } from '../outline/outline';
import type { Value } from './value';

/** A method of a class, or a function of a module. */
export interface MethodRef {
  /** Unique in the workspace, stable while the text around the method changes. */
  readonly key: string;
  readonly path: string;
  /** Undefined for a function of a module. */
  readonly className: string | undefined;
  readonly name: string;
  /** The model that the class makes or extends. */
  readonly model: string | undefined;
  readonly decorators: readonly string[];
}

/** With what a method is called. */
export interface CallContext {
  /** The model of `self`: of a mixin's method, the model that mixes it in. */
  readonly model: string | undefined;
  readonly self: Value;
  readonly args: readonly Value[];
  readonly named: Readonly<Record<string, Value>>;
  /** Arguments that are not given take their defaults; otherwise nothing is known of them. */
  readonly exact: boolean;
}

/** The workspace as the semantics sees it. */
export interface Program {
  /** All definitions of a method in the model's `_inherit` chain, the last override first. */
  methods(model: string, name: string): readonly MethodRef[];
  /** A function at module level, as seen from a file under a local or imported name. */
  functionSeen(path: string, name: string): MethodRef | undefined;
  /** Dotted path of a name that a file imports at module level. */
  imported(path: string, name: string): string | undefined;
  ir(ref: MethodRef): MethodIr;
  field(model: string, name: string): FieldOutline | undefined;
  /** Whether the workspace has a class of the model. */
  knows(model: string): boolean;
  /** Whether the model's table is small by what the model is for. */
  isSmall(model: string): boolean;
  /** The model whose records a table holds, by the table's name. */
  modelOfTable(table: string): string;
  /** What the method returns when it is called so; unknown past a depth of calls. */
  returned(ref: MethodRef, context: CallContext): Value;
  /** What the next definition down the `_inherit` chain returns: it is part of the same method. */
  inherited(ref: MethodRef, context: CallContext): Value;
}
