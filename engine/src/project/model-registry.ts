// Which classes make up a model, over all files, in load order; and what follows: methods, fields, ancestors.

import type {
  ClassOutline,
  FieldOutline,
  FileOutline,
  MethodOutline,
  ModelDeclaration,
} from '../outline/outline';
import { sameModel } from '../outline/outline-shape';
import { compareText } from './addons';

/** A class that makes or extends a model, in one file. */
export interface ClassFragment {
  readonly path: string;
  /** Position of the class among the file's classes. */
  readonly index: number;
  /** Position of its addon in the load order. */
  readonly order: number;
  readonly outline: ClassOutline;
  readonly model: ModelDeclaration;
}

/** A method as one class defines it. */
export interface MethodDefinition {
  readonly fragment: ClassFragment;
  readonly method: MethodOutline;
}

/** A field as one class declares it. */
export interface FieldDefinition {
  readonly fragment: ClassFragment;
  readonly field: FieldOutline;
}

interface Fragment extends ClassFragment {
  outline: ClassOutline;
  order: number;
}

/** What the classes of one model declare, without its ancestors'. */
interface Declared {
  /** By name, those of the class loaded last at the front. */
  readonly methods: ReadonlyMap<string, readonly MethodDefinition[]>;
  /** By name, the declaration that is looked up first. */
  readonly fields: ReadonlyMap<string, FieldDefinition>;
}

const NOTHING: Declared = { methods: new Map(), fields: new Map() };

/** The models of a workspace. Changing a file costs as much as the file declares, not the workspace. */
export class ModelRegistry {
  readonly #byPath = new Map<string, readonly Fragment[]>();
  readonly #byModel = new Map<string, Fragment[]>();
  readonly #byUnderscored = new Map<string, Set<string>>();
  readonly #ancestries = new Map<string, readonly string[]>();
  readonly #lineages = new Map<string, readonly ClassFragment[]>();
  /** By model, made when first asked for. */
  readonly #declared = new Map<string, Declared>();

  /**
   * Takes a file's outline, or forgets the file; `order` is its addon's place in the load order.
   * False when only bodies changed: which classes make which model is as before.
   */
  setFile(path: string, outline: FileOutline | undefined, order: number): boolean {
    const old = this.#byPath.get(path) ?? [];
    const now = outline === undefined ? [] : fragmentsOf(path, outline, order);
    if (sameModels(old, now)) {
      old.forEach((fragment, i) => {
        fragment.outline = now[i]?.outline ?? fragment.outline;
        this.#declared.delete(fragment.model.name);
      });
      return false;
    }
    for (const fragment of old) this.#remove(fragment);
    for (const fragment of now) this.#add(fragment);
    if (now.length === 0) this.#byPath.delete(path);
    else this.#byPath.set(path, now);
    this.#forgetChains();
    return true;
  }

  /** Gives every file its place anew, after a manifest changed the load order. */
  reorder(orderOf: (path: string) => number): void {
    for (const [path, fragments] of this.#byPath) {
      const order = orderOf(path);
      for (const fragment of fragments) fragment.order = order;
    }
    for (const fragments of this.#byModel.values()) fragments.sort(laterFirst);
    this.#forgetChains();
  }

  /** Names of all models that some class declares. */
  models(): Iterable<string> {
    return this.#byModel.keys();
  }

  has(model: string): boolean {
    return this.#byModel.has(model);
  }

  /** The classes of one model, the last loaded first; without those of its ancestors. */
  fragments(model: string): readonly ClassFragment[] {
    return this.#byModel.get(model) ?? [];
  }

  /**
   * The classes of a model and of all that it inherits from, in the order in which a method is looked up:
   * a class before those that it overrides, an ancestor after all that inherit it, `base` last.
   */
  lineage(model: string): readonly ClassFragment[] {
    let lineage = this.#lineages.get(model);
    if (lineage === undefined) {
      lineage = this.#ancestry(model).flatMap((name) => this.#byModel.get(name) ?? []);
      if (this.has(model)) this.#lineages.set(model, lineage);
    }
    return lineage;
  }

  /** Every definition of a method for a model's records, the one that is called first at the front. */
  resolve(model: string, method: string): readonly MethodDefinition[] {
    return this.#ancestry(model).flatMap((name) => this.#declaredBy(name).methods.get(method) ?? []);
  }

  /**
   * A method of a class that was meant to extend the model and does not: it lists several models in `_inherit` and has
   * no `_name`, so that Odoo makes a model of its own from it (odoo/models.py MetaModel, 12.0 to 19.0).
   */
  strayDefinition(model: string, method: string): MethodDefinition | undefined {
    for (const [name, fragments] of this.#byModel) {
      for (const fragment of fragments) {
        const { inherits } = fragment.model;
        if (fragment.outline.name !== name || inherits.length < 2 || !inherits.includes(model)) continue;
        const defined = fragment.outline.methods.find((each) => each.name === method);
        if (defined) return { fragment, method: defined };
      }
    }
    return undefined;
  }

  /** What `super().method()` calls first in this definition, for records of `model`. */
  superOf(model: string, definition: MethodDefinition): MethodDefinition | undefined {
    const chain = this.resolve(model, definition.method.name);
    const { path, index } = definition.fragment;
    const at = chain.findIndex(({ fragment }) => fragment.path === path && fragment.index === index);
    return at < 0 ? undefined : chain[at + 1];
  }

  /** The declaration of a field that is looked up first; a delegated field (`_inherits`) is not the model's own. */
  fieldOf(model: string, name: string): FieldDefinition | undefined {
    for (const each of this.#ancestry(model)) {
      const field = this.#declaredBy(each).fields.get(name);
      if (field !== undefined) return field;
    }
    return undefined;
  }

  /** Models to which this one delegates fields by `_inherits`: their methods are not its own. */
  delegatesOf(model: string): readonly string[] {
    return [...new Set(this.lineage(model).flatMap((fragment) => fragment.model.delegates))];
  }

  /** Whether records of `model` have the methods of `ancestor`; unknown when part of the chain is in no file here. */
  inheritsFrom(model: string, ancestor: string): 'yes' | 'no' | 'unknown' {
    if (this.#ancestry(model).includes(ancestor)) return 'yes';
    return this.absentAncestors(model).length === 0 ? 'no' : 'unknown';
  }

  /** The models that this one inherits from, itself included, that no class here makes; `base` is every model's. */
  absentAncestors(model: string): readonly string[] {
    return this.#ancestry(model).filter((name) => name !== 'base' && !this.isDefined(name));
  }

  /** Whether a class here makes the model, rather than only extending one from elsewhere. */
  isDefined(model: string): boolean {
    return this.fragments(model).some((fragment) => !fragment.model.inherits.includes(model));
  }

  /** The model that an external id like `sale.model_sale_order` names; underscores are dots where no model tells. */
  modelOfExternalId(id: string): string {
    const dot = id.lastIndexOf('.');
    const underscored = id.slice(dot + 1).replace(/^model_/, '');
    const known = [...(this.#byUnderscored.get(underscored) ?? [])].sort(compareText);
    const addon = dot < 0 ? undefined : id.slice(0, dot);
    const own = known.find((name) =>
      this.fragments(name).some(({ path }) => `/${path}`.includes(`/${addon}/`)),
    );
    return own ?? known[0] ?? underscored.replaceAll('_', '.');
  }

  #forgetChains(): void {
    this.#ancestries.clear();
    this.#lineages.clear();
    this.#declared.clear();
  }

  #declaredBy(model: string): Declared {
    const known = this.#declared.get(model);
    if (known !== undefined) return known;
    if (!this.has(model)) return NOTHING;
    const declared = declaredIn(this.fragments(model));
    this.#declared.set(model, declared);
    return declared;
  }

  #ancestry(model: string): readonly string[] {
    let ancestry = this.#ancestries.get(model);
    if (ancestry === undefined) {
      ancestry = this.#walkAncestry(model);
      if (this.has(model)) this.#ancestries.set(model, ancestry);
    }
    return ancestry;
  }

  /** The model and its ancestors: each after everything that inherits it. Circles are entered once. */
  #walkAncestry(model: string): readonly string[] {
    const reversed: string[] = [];
    const entered = new Set<string>();
    const visit = (name: string): void => {
      if (entered.has(name)) return;
      entered.add(name);
      const parents = this.fragments(name).flatMap((fragment) => fragment.model.inherits);
      for (const parent of parents.reverse()) visit(parent);
      reversed.push(name);
    };
    entered.add('base');
    reversed.push('base');
    if (model !== 'base') visit(model);
    return reversed.reverse();
  }

  #add(fragment: Fragment): void {
    const name = fragment.model.name;
    const fragments = this.#byModel.get(name);
    if (fragments !== undefined) {
      fragments.push(fragment);
      fragments.sort(laterFirst);
      return;
    }
    this.#byModel.set(name, [fragment]);
    const underscored = name.replaceAll('.', '_');
    const names = this.#byUnderscored.get(underscored);
    if (names === undefined) this.#byUnderscored.set(underscored, new Set([name]));
    else names.add(name);
  }

  #remove(fragment: Fragment): void {
    const name = fragment.model.name;
    const rest = (this.#byModel.get(name) ?? []).filter((other) => other !== fragment);
    if (rest.length > 0) {
      this.#byModel.set(name, rest);
      return;
    }
    this.#byModel.delete(name);
    this.#byUnderscored.get(name.replaceAll('.', '_'))?.delete(name);
  }
}

function declaredIn(fragments: readonly ClassFragment[]): Declared {
  const methods = new Map<string, MethodDefinition[]>();
  const fields = new Map<string, FieldDefinition>();
  for (const fragment of fragments) {
    const { outline } = fragment;
    // Of two declarations with one name in a class, Python keeps the later.
    for (const [name, method] of new Map(outline.methods.map((each) => [each.name, each]))) {
      const definition = { fragment, method };
      const others = methods.get(name);
      if (others === undefined) methods.set(name, [definition]);
      else others.push(definition);
    }
    for (const [name, field] of new Map(outline.fields.map((each) => [each.name, each]))) {
      if (!fields.has(name)) fields.set(name, { fragment, field });
    }
  }
  return { methods, fields };
}

function fragmentsOf(path: string, outline: FileOutline, order: number): Fragment[] {
  return outline.classes.flatMap((declared, index) =>
    declared.model === undefined
      ? []
      : [
          {
            path,
            index,
            order,
            outline: declared,
            model: declared.model,
          },
        ],
  );
}

function laterFirst(one: ClassFragment, other: ClassFragment): number {
  return other.order - one.order || compareText(other.path, one.path) || other.index - one.index;
}

function sameModels(old: readonly ClassFragment[], now: readonly ClassFragment[]): boolean {
  return (
    old.length === now.length &&
    old.every((fragment, i) => {
      const other = now[i];
      return (
        other !== undefined &&
        fragment.index === other.index &&
        fragment.order === other.order &&
        sameModel(fragment.model, other.model)
      );
    })
  );
}
