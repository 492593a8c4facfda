// Decorators of a file's methods, with their place.

import type { ClassOutline, MethodOutline } from '../outline/outline';
import type { Span } from '../text/span';
import type { FileContext } from './rule';

/** A decorator of a method. */
export interface Decorated {
  readonly method: MethodOutline;
  readonly owner: ClassOutline;
  /** As written, without `@`. */
  readonly decorator: string;
  /** From `@` to its end. */
  readonly at: Span;
}

/** The decorators of methods of models for which `is` holds. */
export function* decoratedMethods(
  file: FileContext,
  is: (decorator: string) => boolean,
): Generator<Decorated> {
  for (const owner of file.outline.classes) {
    if (owner.model === undefined) continue;
    for (const method of owner.methods) {
      const decorator = method.intact ? method.decorators.find(is) : undefined;
      const start = decorator === undefined ? -1 : file.text.lastIndexOf(`@${decorator}`, method.span.start);
      if (decorator === undefined || start < 0) continue;
      yield { method, owner, decorator, at: { start, end: start + decorator.length + 1 } };
    }
  }
}
