// Whether a model surely has no method of a name: every class that could give it one is in the workspace, and none does.

import { BASE_METHODS } from '../odoo/base-methods';
import { CORE_ADDONS } from '../odoo/core-addons';
import { MIXIN_METHODS, MIXINS } from '../odoo/mixin-methods';
import { ORM_METHODS } from '../odoo/orm-methods';
import type { Addon, Addons } from '../project/addons';
import type { ClassFragment } from '../project/model-registry';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { MissingMethod } from '../rules/rule';
import { lookUp } from '../text/look-up';
import type { Sources } from './sources';

/** Bases of a model's class that bring no methods of their own. */
const PLAIN_BASES = /^\s*(?:(?:\w+\.)*(?:Model|TransientModel|AbstractModel|BaseModel)\s*,?\s*)*$/;
/** What gives a class methods that its text does not define. */
const DYNAMIC = /\bsetattr\s*\(|\b__getattr(?:ibute)?__\b/;

/** Models whose `_get_eval_context` says which names the code of an action has. */
const RUN_ACTIONS = ['ir.actions.server', 'ir.actions.actions', 'ir.cron'];

/** Asked about calls that find no method: then a look through the workspace is worth its time. */
export class MissingMethods {
  readonly #index: WorkspaceIndex;
  readonly #sources: Sources;

  constructor(index: WorkspaceIndex, sources: Sources) {
    this.#index = index;
    this.#sources = sources;
  }

  /** What is known of a method that records of `model` do not have, called from `path`; undefined when they may. */
  of(model: string, name: string, path: string): MissingMethod | undefined {
    if (BASE_METHODS.has(name) || lookUp(ORM_METHODS, name) || name.startsWith('__')) return undefined;
    const registry = this.#index.registry();
    if (registry.resolve(model, name).length > 0) return undefined;
    const stray = this.#strayClass(model, name);
    if (stray !== undefined) return { stray, elsewhere: undefined, similar: undefined };
    const absent = registry.absentAncestors(model);
    if (absent.some((each) => each === model || !MIXINS.has(each))) return undefined;
    if (absent.length > 0 && MIXIN_METHODS.has(name)) return undefined;
    const addons = this.#index.addons();
    const lineage = registry.lineage(model);
    // Only models of Odoo itself are extended by addons of Odoo.
    const harmless = lineage.some((fragment) => isOfOdoo(fragment, addons)) ? NONE : CORE_ADDONS;
    if (!dependsOnlyOnKnown(addons.addonOf(path), addons, harmless)) return undefined;
    if (!lineage.every((fragment) => this.#isClosed(fragment, name))) return undefined;
    const other = this.#otherModelWith(name);
    if (other === 'any') return undefined;
    const names = lineage.flatMap(({ outline }) => outline.methods.map((method) => method.name));
    return { stray: undefined, elsewhere: other?.model, similar: names.find((each) => isTypoOf(each, name)) };
  }

  /** Whether neither an addon here nor one out of sight on which `path` depends can add names to the code of actions. */
  knowsActionNames(path: string): boolean {
    const addons = this.#index.addons();
    const registry = this.#index.registry();
    const adds = RUN_ACTIONS.flatMap((model) => registry.resolve(model, '_get_eval_context'));
    if (adds.some(({ fragment }) => !isOfOdoo(fragment, addons))) return false;
    return dependsOnlyOnKnown(addons.addonOf(path), addons, CORE_ADDONS);
  }

  /** The class that was meant to extend the model; one that overrides the method says that others have it. */
  #strayClass(model: string, name: string): string | undefined {
    const found = this.#index.registry().strayDefinition(model, name);
    if (!found) return undefined;
    const { path, outline } = found.fragment;
    const text = this.#sources.text(path) ?? '';
    const owner = this.#sources.outline(path)?.classes[found.fragment.index];
    const own = text.slice(owner?.span.start, owner?.span.end);
    const method = owner?.methods.find((each) => each.name === name);
    if (!method || /\b_name\b\s*[:=]/.test(own) || !PLAIN_BASES.test(basesOf(own))) return undefined;
    return /\bsuper\s*\(/.test(text.slice(method.span.start, method.span.end)) ? undefined : outline.name;
  }

  /** Whether the class has no methods but those that its text defines, and nothing in it has the name. */
  #isClosed({ path, index }: ClassFragment, name: string): boolean {
    const text = this.#sources.text(path);
    const owner = this.#sources.outline(path)?.classes[index];
    if (text === undefined || owner === undefined) return false;
    const own = text.slice(owner.span.start, owner.span.end);
    if (!PLAIN_BASES.test(basesOf(own)) || DYNAMIC.test(text)) return false;
    return !new RegExp(`\\b${name}\\s*=|\\bdef\\s+${name}\\b|['"]${name}['"]`).test(own);
  }

  /** A model that has the method; `any` when a class that may belong to any model has it. */
  #otherModelWith(name: string): { readonly model: string } | 'any' | undefined {
    let found: { readonly model: string } | undefined;
    const given = new RegExp(`\\.${name}\\s*=[^=]|\\bsetattr\\s*\\([^()]*['"]${name}['"]`);
    for (const path of this.#index.paths()) {
      const text = this.#sources.text(path);
      if (!path.endsWith('.py') || !text?.includes(name)) continue;
      if (given.test(text)) return 'any';
      for (const { model, methods, span } of this.#sources.outline(path)?.classes ?? []) {
        if (!methods.some((method) => method.name === name)) continue;
        // A class of plain Python is no part of a model unless that names it as a base.
        if (!model && /^\s*(?:object\s*)?$/.test(basesOf(text.slice(span.start, span.end)))) continue;
        const isNamed = model && new RegExp(`['"]${model.name}['"]`).test(text.slice(span.start, span.end));
        if (!isNamed) return 'any';
        found ??= { model: model.name };
      }
    }
    return found;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** What stands in the brackets after the class's name. */
function basesOf(own: string): string {
  const bases = /^class\s+\w+\s*(?:\(([^)]*)\))?/.exec(own)?.[1] ?? '';
  return bases.replaceAll(/#.*/g, '');
}

/** Whether the class stands in an addon of Odoo; what those bring to every model, and to their mixins, is known. */
function isOfOdoo({ path, model }: ClassFragment, addons: Addons): boolean {
  const addon = addons.addonOf(path);
  return (
    addon !== undefined && CORE_ADDONS.has(addon.name) && model.name !== 'base' && !MIXINS.has(model.name)
  );
}

/** Whether every addon that this one depends on is here, or is one that does not matter. */
function dependsOnlyOnKnown(
  start: Addon | undefined,
  addons: Addons,
  harmless: ReadonlySet<string>,
): boolean {
  if (!start) return false;
  const byName = new Map(addons.all().map((addon) => [addon.name, addon]));
  const seen = new Set<string>();
  const queue: Addon[] = [start];
  for (const { manifest } of queue) {
    if (!manifest) return false;
    for (const name of manifest.depends) {
      if (seen.has(name)) continue;
      seen.add(name);
      const addon = byName.get(name);
      if (addon) queue.push(addon);
      else if (!harmless.has(name)) return false;
    }
  }
  return true;
}

const MAX_SLIPS = 2;

/** Whether one name becomes the other by at most two letters put in, left out or changed. */
function isTypoOf(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > MAX_SLIPS) return false;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= MAX_SLIPS;
}
