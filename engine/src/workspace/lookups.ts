// The semantics' questions about the workspace, answered from the index.

import { RELEASE_WORDS } from '../odoo/release-calls';
import type { ClassOutline, MethodOutline } from '../outline/outline';
import type { ModelRegistry } from '../project/model-registry';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { Lookups } from '../scheduled/facts-store';
import type { MethodRef } from '../semantics/program';
import type { Settings } from '../settings';
import { isSmallModel, type Referrers, referrersIn } from './small-model';
import type { Question, Sources } from './sources';

/** Something in the text that records, ids or domains are made of, a generator, or `self` given back. */
const RETURNS_RECORDS: Question<boolean> = (text) =>
  /search|browse|fetchall|execute_query|\.ids\b|\byield\b|filtered|mapped|\[\s*\(|return\s+(?:super\(|self\b(?!\.\w+\())/.test(
    text,
  );

/** Longer methods do more than put a domain together. */
const MOST_OF_A_DOMAIN = 1500;

const RETURNS_DOMAIN: Question<boolean> = (text) =>
  text.length < MOST_OF_A_DOMAIN && /\breturn\s+(?:\[\s*[("'|&!]|domain\b|Domain\()/.test(text);

/** Without one of these a method that is given few records has no finding. */
const MAY_LEAK: Question<boolean> = (text) =>
  /search|\bwhile\b|\bread_group\b|fetch(?:all|many)\b|execute_query/.test(text);

const MAY_RELEASE: Question<boolean> = (text) => RELEASE_WORDS.test(text);

/** What ends a batch, and hardly anything else: what drops a cache of the registry is called everywhere. */
const COMMITS: Question<boolean> = (text) =>
  /commit\w*\(|_progress\(|\binvalidate_(?:all|cache)\(/.test(text);

/** The names that are called in a text, each once, with spaces between. */
const CALLED: Question<string> = (text) =>
  [...new Set(Array.from(text.matchAll(/([\w\u0080-\uffff]+)[\s\\]*\(/g), ([, name]) => name))].join(' ');

/** A method, or a function of a module, under a name. */
export interface Named {
  readonly path: string;
  readonly owner: ClassOutline | undefined;
  readonly method: MethodOutline;
}

/** Answers from the index as it is; `forget` when it changed. */
export class IndexLookups implements Lookups {
  readonly #index: WorkspaceIndex;
  readonly #sources: Sources;
  #settings: Settings;
  readonly #methods = new Map<string, Map<string, readonly MethodRef[]>>();
  readonly #small = new Map<string, boolean>();
  #referrers: Referrers | undefined;
  /** Whether something of a name has such a text, by question and name. */
  readonly #ofNames = new Map<Question<boolean>, Map<string, boolean>>();
  #named: ReadonlyMap<string, readonly Named[]> | undefined;
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
    this.forgetLooks();
    this.#named = undefined;
  }

  methods(model: string, name: string): readonly MethodRef[] {
    const ofModel = this.#methods.get(model);
    const known = ofModel?.get(name);
    if (known) return known;
    const refs = this.#registry
      .resolve(model, name)
      .map(({ fragment, method }) =>
        methodRef(fragment.path, fragment.outline.name, name, fragment.model.name, method.decorators),
      );
    if (refs.length > 0) this.#methods.set(model, (ofModel ?? new Map()).set(name, refs));
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
    return this.#sources.ask(ref, RETURNS_RECORDS);
  }

  mayReturnDomain(ref: MethodRef): boolean {
    return this.#sources.ask(ref, RETURNS_DOMAIN);
  }

  mayLeak(ref: MethodRef): boolean {
    return this.#sources.ask(ref, MAY_LEAK);
  }

  mayCallLeak(ref: MethodRef): boolean {
    return this.#callsOne(ref, MAY_LEAK);
  }

  mayCallRelease(ref: MethodRef): boolean {
    return this.#callsOne(ref, COMMITS);
  }

  /** Whether a method calls a name under which something in the workspace has a text like that. */
  #callsOne(ref: MethodRef, question: Question<boolean>): boolean {
    const known = this.#ofNames.get(question) ?? new Map<string, boolean>();
    this.#ofNames.set(question, known);
    const called = this.#sources.ask(ref, CALLED).split(' ');
    return called.some((name) => {
      const answer = known.get(name) ?? this.#isOneNamed(name, question);
      known.set(name, answer);
      return answer;
    });
  }

  #isOneNamed(name: string, question: Question<boolean>): boolean {
    return this.definitionsOf(name).some(({ path, owner, method }) => {
      const ref = methodRef(path, owner?.name, method.name, owner?.model?.name, method.decorators);
      return this.#sources.ask(ref, question);
    });
  }

  /** Every method of a model, and every function of a module, of that name. */
  definitionsOf(name: string): readonly Named[] {
    return this.#namedSo().get(name) ?? [];
  }

  #namedSo(): ReadonlyMap<string, readonly Named[]> {
    if (this.#named) return this.#named;
    const named = new Map<string, Named[]>();
    const add = (path: string, owner: ClassOutline | undefined, methods: readonly MethodOutline[]): void => {
      for (const method of methods) {
        const others = named.get(method.name);
        if (others) others.push({ path, owner, method });
        else named.set(method.name, [{ path, owner, method }]);
      }
    };
    for (const path of this.#index.paths()) {
      const outline = this.#sources.outline(path);
      if (!outline) continue;
      add(path, undefined, outline.functions);
      for (const owner of outline.classes) if (owner.model) add(path, owner, owner.methods);
    }
    this.#named = named;
    return named;
  }

  /** What is asked of texts may be answered otherwise now. */
  forgetLooks(): void {
    this.#ofNames.clear();
  }

  mayRelease(ref: MethodRef): boolean {
    return this.#sources.ask(ref, MAY_RELEASE);
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

  modelOfTable(table: string): string {
    return this.#registry.modelOfExternalId(`model_${table}`);
  }

  isSmall(model: string): boolean {
    const known = this.#small.get(model);
    if (known !== undefined) return known;
    const small = isSmallModel(model, this.version(), this.#settings, this.#registry, () => {
      this.#referrers ??= referrersIn(this.#registry);
      return this.#referrers;
    });
    if (this.#registry.has(model)) this.#small.set(model, small);
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
