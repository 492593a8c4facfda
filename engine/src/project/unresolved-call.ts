// Why the call of a scheduled action leads to no method here.

import { BASE_METHODS } from '../odoo/base-methods';
import { MIXIN_METHODS, MIXINS } from '../odoo/mixin-methods';
import { ORM_METHODS } from '../odoo/orm-methods';
import { lookUp } from '../text/look-up';
import type { CodeCall } from './code-calls';
import type { SourceLine, WhyUnresolved } from './cron-listing';
import type { MethodDefinition, ModelRegistry } from './model-registry';

/** Asked about calls for which the registry resolves nothing. */
export function whyUnresolved(
  { model, method }: CodeCall,
  registry: ModelRegistry,
  place: (definition: MethodDefinition) => SourceLine,
): WhyUnresolved {
  if (model === undefined) return { kind: 'unknown-records' };
  if (BASE_METHODS.has(method) || lookUp(ORM_METHODS, method)) return { kind: 'of-odoo' };
  const stray = registry.strayDefinition(model, method);
  if (stray) return { kind: 'stray', className: stray.fragment.outline.name, at: place(stray) };
  const absent = registry.absentAncestors(model);
  if (absent.length > 0 && MIXIN_METHODS.has(method)) return { kind: 'of-odoo' };
  const unknown = absent.find((name) => !MIXINS.has(name));
  return unknown === undefined ? { kind: 'no-method' } : { kind: 'model-elsewhere', model: unknown };
}
