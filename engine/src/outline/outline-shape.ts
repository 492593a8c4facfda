// What other files can see of an outline, as one text: equal shapes mean that only bodies, places or bindings differ.

import type { FileOutline, MethodOutline } from './outline';

/** The outline's names, declarations and decorators, without places and bodies. */
export function outlineShape(outline: FileOutline): string {
  return JSON.stringify([
    outline.functions.map(methodShape),
    outline.classes.map(({ name, model, methods, fields }) => [
      name,
      model,
      methods.map(methodShape),
      fields,
    ]),
  ]);
}

function methodShape(method: MethodOutline): readonly unknown[] {
  return [method.name, method.decorators];
}
