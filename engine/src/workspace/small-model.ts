// Whether a model's table is small: by the settings, by the table, by what its name says, by its kind.

import { MAIL_THREADS } from '../odoo/mail-models';
import {
  BUSINESS_FIELD,
  CONFIGURATION_FIELD,
  isKnownSmall,
  isLargeByName,
  MIN_REFERRERS,
  SMALL_MODEL_LAST_WORD,
  VENDOR_WORD,
} from '../odoo/small-models';
import type { ClassFragment, ModelRegistry } from '../project/model-registry';
import type { Settings } from '../settings';

/** Models with a many2one to a model, by that model. */
export type Referrers = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Judges a model. `registry` tells transient models, whose rows are vacuumed, from real ones; `referrers` is asked only
 * where nothing else says.
 */
export function isSmallModel(
  model: string,
  version: string | undefined,
  settings: Settings,
  registry: ModelRegistry,
  referrers: () => Referrers,
): boolean {
  if (settings.largeModels.some((pattern) => matches(pattern, model))) return false;
  if (settings.smallModels.some((pattern) => matches(pattern, model))) return true;
  if (isKnownSmall(model, version)) return true;
  if (isLargeByName(model)) return false;
  if (SMALL_MODEL_LAST_WORD.has(lastWordOf(model.replace(VENDOR_WORD, '')))) return true;
  const fragments = registry.fragments(model);
  if (fragments.length > 0 && fragments.every((fragment) => fragment.model.kind === 'transient')) return true;
  const own = fragments.find((fragment) => !fragment.model.inherits.includes(model));
  if (own && isConnection(own, registry)) return true;
  return (
    own !== undefined && isListToChooseFrom(model, registry) && refersTo(model, referrers()) >= MIN_REFERRERS
  );
}

/** It holds how another machine is reached; what a customer has of it, with a state and a chatter, is business. */
function isConnection(
  { model: { name }, outline: { fields } }: ClassFragment,
  registry: ModelRegistry,
): boolean {
  if (!fields.some(({ name: field, type }) => type !== 'Boolean' && CONFIGURATION_FIELD.test(field)))
    return false;
  const has = (field: string) => fields.some((each) => each.name === field);
  return !(has('state') && has('partner_id') && registry.inheritsFrom(name, 'mail.thread') !== 'no');
}

function lastWordOf(model: string): string {
  return model.slice(Math.max(model.lastIndexOf('.'), model.lastIndexOf('_')) + 1);
}

function isListToChooseFrom(model: string, registry: ModelRegistry): boolean {
  if (MAIL_THREADS.some((thread) => registry.inheritsFrom(model, thread) === 'yes')) return false;
  const fields = registry.fragments(model).flatMap(({ outline }) => outline.fields);
  return !fields.some(({ name, type }) => /^Date(time)?$/.test(type) || BUSINESS_FIELD.test(name));
}

/** Other models that point to a model. */
function refersTo(model: string, referrers: Referrers): number {
  return [...(referrers.get(model) ?? [])].filter((each) => each !== model).length;
}

/** The referrers of every model; wizards, which come and go, are none. */
export function referrersIn(registry: ModelRegistry): Referrers {
  const referrers = new Map<string, Set<string>>();
  for (const model of registry.models()) {
    for (const { outline, model: declared } of registry.fragments(model)) {
      if (declared.kind === 'transient') continue;
      for (const { type, comodel } of outline.fields) {
        if (type !== 'Many2one' || comodel === undefined) continue;
        const known = referrers.get(comodel);
        if (known) known.add(model);
        else referrers.set(comodel, new Set([model]));
      }
    }
  }
  return referrers;
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
