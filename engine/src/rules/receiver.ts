// What a call is made on, as it is written: the environment, or records of a model.

import { valuesOf } from '../fixes/iterable';
import type { Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';

/** `self.env`, `env`. */
export function isEnv(value: Expression): boolean {
  return (
    (value.kind === 'attribute' && value.name === 'env') || (value.kind === 'name' && value.id === 'env')
  );
}

/** Methods that give records of the model that they are called on. */
const SAME_MODEL =
  /^(sudo|with_\w+|browse|search|search_fetch|create|exists|filtered|filtered_domain|sorted|copy)$/;

/** The model of a recordset, when the method's own text says it: `self`, `self.env["m"].sudo()`, a name for these. */
export function modelOf(
  value: Expression,
  method: MethodIr,
  ofSelf: string | undefined,
  seen: ReadonlySet<string> = new Set(),
): string | undefined {
  switch (value.kind) {
    case 'name': {
      if (value.id === 'self') return ofSelf;
      if (seen.has(value.id)) return undefined;
      const deeper = new Set([...seen, value.id]);
      const models = valuesOf(value.id, method).map((each) => modelOf(each, method, ofSelf, deeper));
      const [first] = models;
      return models.every((model) => model === first) ? first : undefined;
    }
    case 'subscript':
      if (value.index.kind === 'text' && isEnv(value.object)) return value.index.value;
      return value.index.kind === 'text' ? undefined : modelOf(value.object, method, ofSelf, seen);
    case 'call': {
      const { callee } = value;
      if (callee.kind !== 'attribute' || !SAME_MODEL.test(callee.name)) return undefined;
      return modelOf(callee.object, method, ofSelf, seen);
    }
    default:
      return undefined;
  }
}
