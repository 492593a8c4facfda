// What a Python file declares: classes, models, methods, module bindings. Never what a body does.

import type { ContentHash } from '../text/content-hash';
import type { Span } from '../text/span';

/** The declarations of one Python file. */
export interface FileOutline {
  readonly classes: readonly ClassOutline[];
  /** Functions at module level. */
  readonly functions: readonly MethodOutline[];
  /** Names bound at module level to something that can be changed. */
  readonly bindings: readonly Binding[];
}

/** A class at module level. */
export interface ClassOutline {
  readonly name: string;
  readonly span: Span;
  /** Present when the class is an Odoo model (it has `_name` or `_inherit`, or a base named like `models.Model`). */
  readonly model?: ModelDeclaration;
  readonly methods: readonly MethodOutline[];
  readonly fields: readonly FieldOutline[];
  /** Names bound in the class body to a list, dict or set. */
  readonly bindings: readonly Binding[];
}

/** What a class says of the model that it makes or extends. */
export interface ModelDeclaration {
  /** `_name`, or the single `_inherit` when there is no `_name`. */
  readonly name: string;
  /** `_inherit` as a list; contains `name` itself when the class extends an existing model. */
  readonly inherits: readonly string[];
  /** Models of `_inherits` (delegation): their methods are not this model's. */
  readonly delegates: readonly string[];
  readonly kind: 'model' | 'transient' | 'abstract';
}

/** A method or function. Its text starts at `def` (or `async def`): decorators and indentation are outside. */
export interface MethodOutline {
  readonly name: string;
  /** From `def` to the end of the last line of the body, without its line break. */
  readonly span: Span;
  readonly nameAt: Span;
  /** Decorators as written, without `@`: `api.model`, `api.depends("x")`. */
  readonly decorators: readonly string[];
  readonly hash: ContentHash;
  /** False while the user types and the method's text does not parse. */
  readonly intact: boolean;
}

/** A field declared in a model class. */
export interface FieldOutline {
  readonly name: string;
  /** `Many2one`, `Char`, `Binary`, … */
  readonly type: string;
  /** Comodel of a relational field, when it is written as text. */
  readonly comodel?: string;
  /** `tracking=…` (or `track_visibility=…`) is given and is not False/0/None. */
  readonly tracked: boolean;
  /** `compute=` or `related=` is given. */
  readonly computed: boolean;
  /** `required=True` is given, and no `default=`: whoever creates a record has to give a value. */
  readonly needed?: true;
}

/** A name bound at module or class level. */
export interface Binding {
  readonly name: string;
  readonly nameAt: Span;
  readonly span: Span;
  /** The right-hand side as written. */
  readonly value: string;
}
