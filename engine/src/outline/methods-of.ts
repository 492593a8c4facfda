// All methods and functions of an outline, and the outline after its offsets moved.

import { type Span, shift } from '../text/span';
import type { Binding, ClassOutline, FileOutline, MethodOutline } from './outline';

/** Every function and method, in the order of the outline. */
export function methodsOf(outline: FileOutline): readonly MethodOutline[] {
  return [...outline.functions, ...outline.classes.flatMap((each) => each.methods)];
}

/** The outline with each method replaced by what `change` gives for it, and every other span moved by `move`. */
export function mapOutline(
  outline: FileOutline,
  move: (span: Span) => Span,
  change: (method: MethodOutline) => MethodOutline,
): FileOutline {
  const binding = (each: Binding): Binding => ({ ...each, span: move(each.span), nameAt: move(each.nameAt) });
  const ofClass = (each: ClassOutline): ClassOutline => ({
    ...each,
    span: move(each.span),
    methods: each.methods.map(change),
    bindings: each.bindings.map(binding),
  });
  return {
    classes: outline.classes.map(ofClass),
    functions: outline.functions.map(change),
    bindings: outline.bindings.map(binding),
  };
}

/** A method moved by `delta`. */
export function moveMethod(method: MethodOutline, delta: number): MethodOutline {
  return delta === 0
    ? method
    : { ...method, span: shift(method.span, delta), nameAt: shift(method.nameAt, delta) };
}
