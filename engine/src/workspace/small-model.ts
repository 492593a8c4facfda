// Whether a model's table is small: by the settings, by the table, by what its name says, by its kind.

import { CONFIGURATION_FIELD, LARGE_MODELS, SMALL_MODEL_LAST_WORD, SMALL_MODELS } from '../odoo/small-models';
import type { ModelRegistry } from '../project/model-registry';
import type { Settings } from '../settings';

/** Judges a model. `registry` tells transient models, whose rows are vacuumed, from real ones. */
export function isSmallModel(model: string, settings: Settings, registry: ModelRegistry): boolean {
  if (settings.largeModels.some((pattern) => matches(pattern, model))) return false;
  if (settings.smallModels.some((pattern) => matches(pattern, model))) return true;
  if (SMALL_MODELS.has(model)) return true;
  if (LARGE_MODELS.has(model)) return false;
  const lastWord = model.slice(Math.max(model.lastIndexOf('.'), model.lastIndexOf('_')) + 1);
  if (SMALL_MODEL_LAST_WORD.has(lastWord)) return true;
  const fragments = registry.fragments(model);
  if (fragments.length > 0 && fragments.every((fragment) => fragment.model.kind === 'transient')) return true;
  const own = fragments.find((fragment) => !fragment.model.inherits.includes(model));
  return own?.outline.fields.some(({ name }) => CONFIGURATION_FIELD.test(name)) ?? false;
}

/** `*` stands for any run of characters. */
function matches(pattern: string, model: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === model;
  if (!model.startsWith(first)) return false;
  let from = first.length;
  for (const [index, part] of rest.entries()) {
    const at = index === rest.length - 1 ? model.length - part.length : model.indexOf(part, from);
    if (at < from || !model.startsWith(part, at)) return false;
    from = at + part.length;
  }
  return true;
}
