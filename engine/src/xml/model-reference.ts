// How data and code name the model of an action: by the external id of its `ir.model` row, or by its own name.

/** `ref="sale.model_sale_order"`, or `sale.order`. */
export type ModelReference =
  | { readonly kind: 'external-id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string };

/** The external id in `ref("a.b")` or `env.ref("a.b").id`. */
export function externalIdIn(expression: string): string | undefined {
  return /\bref\(\s*['"]([\w.]+)['"]/.exec(expression)?.[1];
}

/** The model that a `model_id` expression means: `ref(…)`, `_get_id("a.b")`, a search for `("model", "=", "a.b")`. */
export function modelReferenceIn(expression: string): ModelReference | undefined {
  const id = externalIdIn(expression);
  if (id !== undefined) return { kind: 'external-id', id };
  const searched = /['"]model['"]\s*,\s*['"]=['"]\s*,\s*['"]([\w.]+)['"]/.exec(expression)?.[1];
  const name = searched ?? /\b_get(?:_id)?\(\s*['"]([\w.]+)['"]/.exec(expression)?.[1];
  return name === undefined ? undefined : { kind: 'name', name };
}
