// Methods that the ORM calls in the middle of somebody else's transaction.
// Source: odoo/models.py create, write, unlink, _validate_fields, onchange; odoo/fields.py compute_value (17.0);
// odoo/api.py depends, constrains, onchange, ondelete.

/** Overrides that every caller of the ORM goes through. */
export const ORM_OVERRIDES: ReadonlySet<string> = new Set(['create', 'write', 'unlink']);

/** Decorators of methods that the ORM runs by itself. */
const ORM_DECORATORS: ReadonlySet<string> = new Set(['depends', 'constrains', 'onchange', 'ondelete']);

/** The decorator by which the ORM knows when to run a method, without `api.` (or `odoo.api.`) and arguments; `decorators` are without `@`. */
export function ormDecorator(decorators: readonly string[]): string | undefined {
  return decorators
    .map((each) => /^(?:\w+\.)*(\w+)/.exec(each)?.[1] ?? '')
    .find((each) => ORM_DECORATORS.has(each));
}
