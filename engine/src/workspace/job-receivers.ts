// On which model's records a job's method is called, where the line itself does not say: the method around it is read.

import { BASE_METHODS } from '../odoo/base-methods';
import { MIXIN_METHODS } from '../odoo/mixin-methods';
import { ORM_METHODS } from '../odoo/orm-methods';
import type { Addon } from '../project/addons';
import type { CronEntry } from '../project/cron-entries';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { FactsStore } from '../scheduled/facts-store';
import { walk } from '../semantics/fact';
import type { MethodRef } from '../semantics/program';
import { records, UNKNOWN } from '../semantics/value';
import { lookUp } from '../text/look-up';
import { type IndexLookups, methodRef } from './lookups';

/** The entry with the model of its records, where that can be had. */
export function withReceiver(
  entry: CronEntry,
  index: WorkspaceIndex,
  lookups: IndexLookups,
  store: FactsStore,
): CronEntry {
  const [call] = entry.calls;
  if (entry.kind !== 'job' || entry.model !== undefined || call === undefined) return entry;
  const { method } = call;
  const model = evaluated(entry, method, index, store) ?? onlyModel(entry, method, index, lookups);
  if (model === undefined) return entry;
  return { ...entry, model, name: `${model}.${method}`, calls: [{ model, method }] };
}

/** What the facts of the method around the call say. */
function evaluated(
  entry: CronEntry,
  method: string,
  index: WorkspaceIndex,
  store: FactsStore,
): string | undefined {
  const around = methodAround(entry, index);
  if (around === undefined) return undefined;
  const { model } = around;
  const self = model === undefined ? UNKNOWN : records(model, 'unknown');
  const { facts } = store.runAlone(around, { model, self, args: [], named: {}, exact: false });
  const models = new Set(
    walk(facts).flatMap((fact) => (fact.kind === 'job' && fact.method === method ? [fact.model] : [])),
  );
  const [only] = models;
  return models.size === 1 ? only : undefined;
}

function methodAround({ path, at }: CronEntry, index: WorkspaceIndex): MethodRef | undefined {
  const outline = index.outline(path);
  for (const owner of outline?.classes ?? []) {
    const method = owner.methods.find(({ span }) => span.start <= at.start && at.start < span.end);
    if (method) return methodRef(path, owner.name, method.name, owner.model?.name, method.decorators);
  }
  const free = outline?.functions.find(({ span }) => span.start <= at.start && at.start < span.end);
  return free && methodRef(path, undefined, free.name, undefined, free.decorators);
}

/** The one model that has a method of the name, in the addon of the call or in one that it depends on. */
function onlyModel(
  { path }: CronEntry,
  method: string,
  index: WorkspaceIndex,
  lookups: IndexLookups,
): string | undefined {
  if (BASE_METHODS.has(method) || MIXIN_METHODS.has(method) || lookUp(ORM_METHODS, method)) return undefined;
  const definitions = lookups.definitionsOf(method);
  const models = new Set(definitions.map(({ owner }) => owner?.model?.name));
  const [only] = models;
  const addons = index.addons();
  const seen = addonsSeenFrom(addons.addonOf(path), addons.all());
  const isSeen = definitions.some((each) => seen.has(addons.addonOf(each.path)?.name));
  return models.size === 1 && isSeen ? only : undefined;
}

function addonsSeenFrom(addon: Addon | undefined, all: readonly Addon[]): ReadonlySet<string | undefined> {
  const byName = new Map(all.map((each) => [each.name, each]));
  const seen = new Set([addon?.name]);
  for (const name of seen) {
    for (const next of byName.get(name ?? '')?.manifest?.depends ?? []) seen.add(next);
  }
  return seen;
}
