// The semantics' questions about the workspace, answered from the index.

import { RELEASE_WORDS } from '../odoo/release-calls';
import type { ModelRegistry } from '../project/model-registry';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { Lookups } from '../scheduled/facts-store';
import type { MethodRef } from '../semantics/program';
import type { Settings } from '../settings';
import { isSmallModel, type Referrers, referrersIn } from './small-model';
import type { Sources } from './sources';

/** Something in the text that records, ids or domains are made of, a generator, or `self` given back. */
const RETURNS_RECORDS =
  /search|browse|\.ids\b|\byield\b|filtered|mapped|\[\s*\(|return\s+(?:super\(|self\b(?!\.\w+\())/;

/** Without one of these a method that is given few records has no finding. */
const MAY_LEAK = /search|\bwhile\b|\bread_group\b|fetch(?:all|many)\b|execute_query/;

/** Answers from the index as it is; `forget` when it changed. */
export class IndexLookups implements Lookups {
  readonly #index: WorkspaceIndex;
  readonly #sources: Sources;
  #settings: Settings;
  readonly #methods = new Map<string, Map<string, readonly MethodRef[]>>();
  readonly #small = new Map<string, boolean>();
  #referrers: Referrers | undefined;
  #odoo: { readonly version: string | undefined } | undefined;

  constructor(index: WorkspaceIndex, sources: Sources, settings: Settings) {
    this.#index = index;
    this.#sources = sources;
    this.#settings = settings;
  }

  /** The index or the settings changed. */
  forget(settings: Settings): void {
    this.#settings = settings;
    this.#methods.clear();
    this.#small.clear();
    this.#referrers = undefined;
    this.#odoo = undefined;
  }

  methods(model: string, name: string): readonly MethodRef[] {
    const ofModel = this.#methods.get(model) ?? new Map<string, readonly MethodRef[]>();
    const known = ofModel.get(name);
    if (known) return known;
    const refs = this.#registry
      .resolve(model, name)
      .map(({ fragment, method }) =>
        methodRef(fragment.path, fragment.outline.name, name, fragment.model.name, method.decorators),
      );
    this.#methods.set(model, ofModel.set(name, refs));
    return refs;
  }

  functionSeen(path: string, name: string): MethodRef | undefined {
    const found = this.#sources.outline(path)?.functions.find((each) => each.name === name);
    return found && methodRef(path, undefined, name, undefined, found.decorators);
  }

  imported(path: string, name: string): string | undefined {
    return this.#sources.imported(path, name);
  }

  ir(ref: MethodRef) {
    return this.#sources.ir(ref);
  }

  mayReturnRecords(ref: MethodRef): boolean {
    return this.#sources.textMatches(ref, RETURNS_RECORDS);
  }

  mayLeak(ref: MethodRef): boolean {
    return this.#sources.textMatches(ref, MAY_LEAK);
  }

  mayRelease(ref: MethodRef): boolean {
    return this.#sources.textMatches(ref, RELEASE_WORDS);
  }

  field(model: string, name: string) {
    return this.#registry.fieldOf(model, name)?.field;
  }

  /** The workspace's Odoo version. */
  version(): string | undefined {
    this.#odoo ??= { version: this.#index.version(this.#settings.odooVersion).version };
    return this.#odoo.version;
  }

  knows(model: string): boolean {
    return this.#registry.isDefined(model);
  }

  isSmall(model: string): boolean {
    const known = this.#small.get(model);
    if (known !== undefined) return known;
    const small = isSmallModel(model, this.version(), this.#settings, this.#registry, () => {
      this.#referrers ??= referrersIn(this.#registry);
      return this.#referrers;
    });
    this.#small.set(model, small);
    return small;
  }

  get #registry(): ModelRegistry {
    return this.#index.registry();
  }
}

/** A reference to a method; equal places have equal keys. */
export function methodRef(
  path: string,
  className: string | undefined,
  name: string,
  model: string | undefined,
  decorators: readonly string[],
): MethodRef {
  return { key: `${path}#${className ?? ''}.${name}`, path, className, name, model, decorators };
}
