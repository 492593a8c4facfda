// Whether two outlines look the same to other files: names, declarations and decorators, without places and bodies.

import type { ClassOutline, FieldOutline, FileOutline, MethodOutline, ModelDeclaration } from './outline';

/** True when only bodies, places or bindings differ. Runs at every keystroke: it allocates nothing. */
export function sameShape(one: FileOutline, other: FileOutline): boolean {
  return same(one.functions, other.functions, sameMethod) && same(one.classes, other.classes, sameClass);
}

function same<T>(one: readonly T[], other: readonly T[], equal: (a: T, b: T) => boolean): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) {
    const a = one[i];
    const b = other[i];
    if (a !== b && (a === undefined || b === undefined || !equal(a, b))) return false;
  }
  return true;
}

function sameClass(one: ClassOutline, other: ClassOutline): boolean {
  return (
    one.name === other.name &&
    sameModel(one.model, other.model) &&
    same(one.methods, other.methods, sameMethod) &&
    same(one.fields, other.fields, sameField)
  );
}

/** Whether two declarations make the same model in the same way. */
export function sameModel(one: ModelDeclaration | undefined, other: ModelDeclaration | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.name === other.name &&
    one.kind === other.kind &&
    same(one.inherits, other.inherits, never) &&
    same(one.delegates, other.delegates, never)
  );
}

function sameMethod(one: MethodOutline, other: MethodOutline): boolean {
  return one.name === other.name && same(one.decorators, other.decorators, never);
}

function sameField(one: FieldOutline, other: FieldOutline): boolean {
  return (
    one.name === other.name &&
    one.type === other.type &&
    one.comodel === other.comodel &&
    one.tracked === other.tracked &&
    one.computed === other.computed
  );
}

/** Texts that are not identical are not equal. */
function never(): boolean {
  return false;
}
