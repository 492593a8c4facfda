// What a check asks of the workspace, answered from its index, its documents and its schedule.

import type { CheckHost, RunFindings, ScheduledAs, ScheduledRuns } from '../check/check-file';
import type { FixContext } from '../fixes/fix-context';
import { MAIL_THREADS, trackedFieldsOf } from '../odoo/mail-models';
import type { MethodOutline } from '../outline/outline';
import { compareText } from '../project/addons';
import { seriesOf } from '../project/version-detection';
import { asksForPylintOdoo } from '../project/wanted-files';
import type { WorkspaceIndex } from '../project/workspace-index';
import { ANY_WORDS } from '../rules/registry';
import type {
  Certainty,
  DataContext,
  FileContext,
  MethodQuestions,
  ScheduledBase,
  ScheduledContext,
} from '../rules/rule';
import type { Analysis } from '../scheduled/analysis';
import { reachedRuns } from '../scheduled/reached-runs';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { CallContext, MethodRef } from '../semantics/program';
import { records, UNKNOWN } from '../semantics/value';
import { DEFAULT_SETTINGS, type Settings } from '../settings';
import { type IndexLookups, methodRef } from './lookups';
import { MissingMethods } from './missing-methods';
import type { Schedule } from './schedule';
import type { Sources } from './sources';
import { WordSearch } from './word-search';

const SUPPRESSES = 'cronvet:';

/** Whether a text may hold what a rule reports anywhere, or a suppression. */
export function mayMatch(text: string): boolean {
  return ANY_WORDS.test(text) || text.includes(SUPPRESSES);
}

const VENDORED =
  /(?:^|\/)(?:library|libraries|_?vendor|vendored|third_?party|external)\/|(?:^|\/)libs?\/[^/]+\//;

/** Whether a file is a copy of somebody else's library, which an addon brings along: nothing of Odoo is in it. */
function isVendored(path: string, text: string): boolean {
  return VENDORED.test(path) && !/^\s*(?:from|import)\s+(?:odoo|openerp)\b/m.test(text);
}

/** The workspace as a check sees it. */
export class WorkspaceCheck implements CheckHost {
  settings: Settings;
  readonly #index: WorkspaceIndex;
  readonly #sources: Sources;
  readonly #words: WordSearch;
  readonly #schedule: Schedule;
  readonly #lookups: IndexLookups;
  readonly #missing: MissingMethods;
  readonly #mailThread = new Map<string, Certainty>();
  readonly #pylintOdoo = new Set<string>();
  /** What the rules found in scheduled runs, for one walk of the schedule. */
  #found: { readonly of: Analysis | undefined; readonly byRun: WeakMap<MethodFacts, RunFindings> } = {
    of: undefined,
    byRun: new WeakMap(),
  };

  constructor(
    index: WorkspaceIndex,
    sources: Sources,
    schedule: Schedule,
    lookups: IndexLookups,
    settings: Settings,
  ) {
    this.#index = index;
    this.#sources = sources;
    this.#words = new WordSearch(sources);
    this.#schedule = schedule;
    this.#lookups = lookups;
    this.#missing = new MissingMethods(index, sources);
    this.settings = settings;
  }

  /** Takes note of a lint configuration; any other file says nothing here. */
  lintsWithPylintOdoo(path: string, text: string | undefined): void {
    if (text !== undefined && asksForPylintOdoo(path, text)) this.#pylintOdoo.add(path);
    else this.#pylintOdoo.delete(path);
  }

  /** The index or the settings changed. */
  forget(): void {
    this.#mailThread.clear();
  }

  /** Every file that may hold a finding, sorted. */
  candidates(): readonly string[] {
    const paths = new Set(this.#schedule.paths());
    for (const path of this.#index.paths()) {
      if (this.#mayMatch(path)) paths.add(path);
    }
    return [...paths].sort(compareText);
  }

  #mayMatch(path: string): boolean {
    if (this.#index.cronsIn(path).length > 0 || this.mayHoldWords(path)) return true;
    const outline = this.#sources.outline(path);
    if (!outline) return false;
    return outline.bindings.length > 0 || outline.classes.some(({ bindings }) => bindings.length > 0);
  }

  mayHoldWords(path: string): boolean {
    const document = this.#sources.open.get(path);
    if (!document) {
      this.#words.forget(path);
      return this.#index.facts(path)?.mayMatch ?? false;
    }
    return document.text.includes(SUPPRESSES) || this.#words.inFile(path, document, ANY_WORDS);
  }

  text(path: string): string | undefined {
    return this.#sources.text(path);
  }

  lines(path: string, text: string) {
    return this.#sources.lines(path, text);
  }

  scheduled(path: string): readonly ScheduledRuns[] {
    const codes = this.#schedule.codesOf(path).map(({ ref, entry, run }) => ({
      ref,
      runs: [run],
      entry,
      way: [],
      toFile: (at: { start: number; end: number }) => entry.code?.map.toFile(at) ?? entry.span,
    }));
    return [...this.#schedule.methodsOf(path), ...codes];
  }

  methods(path: string) {
    const outline = this.#sources.outline(path);
    if (!outline) return [];
    const ofClass = outline.classes.flatMap((owner) =>
      owner.methods.map((method) => ({
        method,
        owner,
        ref: methodRef(path, owner.name, method.name, owner.model?.name, method.decorators),
      })),
    );
    const free = outline.functions.map((method) => ({
      method,
      owner: undefined,
      ref: methodRef(path, undefined, method.name, undefined, method.decorators),
    }));
    return [...ofClass, ...free];
  }

  mayMatch(path: string, words: RegExp, method: MethodOutline): boolean {
    return this.#words.inMethod(path, words, method);
  }

  plainRun(ref: MethodRef): MethodFacts | undefined {
    const { model } = ref;
    const self = model === undefined ? UNKNOWN : records(model, 'unknown');
    const context: CallContext = { model, self, args: [], named: {}, exact: false };
    return this.#schedule.store.runAlone(ref, context);
  }

  questions(run: MethodFacts): MethodQuestions {
    return {
      odoo: () => this.versionOf(run.ref.path),
      isDefined: (model, method) => this.#isDefined(model, method),
      isScheduled: () => this.#schedule.reach().methods.has(run.ref.key),
      releases: (facts) => this.#schedule.analysis().releases(facts, run),
      reached: (facts) => reachedRuns(facts, run, this.#lookups, this.#schedule.store),
    };
  }

  context(run: MethodFacts, base: ScheduledBase): ScheduledContext {
    const analysis = this.#schedule.analysis();
    return {
      ...base,
      missingMethod: (model, name) => this.#missing.of(model, name, run.ref.path),
      actionModelHas: (method) => {
        const { model } = run.context;
        return model !== undefined && this.#isDefined(model, method);
      },
      knowsActionNames: () => this.#missing.knowsActionNames(run.ref.path),
      leakingLoops: () => analysis.leakingLoops(run),
      isBatched: (origin) => analysis.isBatched(origin),
      isGiven: (origin) => analysis.isGiven(origin, run),
      loopsGiven: (origin) => analysis.loopsGiven(origin),
      isCovered: (origin) => analysis.isCovered(origin),
      usesOf: (origin) => analysis.usesOf(origin),
      usesHere: (origin) => analysis.usesIn(origin, run),
      search: (origin) => analysis.search(origin),
      fetch: (origin) => analysis.fetch(origin),
      isPlainField: (model, field) => this.#isPlainField(model, field),
      field: (model, name) => this.#lookups.field(model, name),
      isSmallTable: (table) => this.#lookups.isSmall(this.#lookups.modelOfTable(table)),
      isMailThread: (model) => this.#isMailThread(model),
      isTracked: (model, field) => this.#isTracked(model, field),
    };
  }

  foundIn(run: MethodFacts, find: () => RunFindings): RunFindings {
    const analysis = this.#schedule.analysis();
    if (this.#found.of !== analysis) this.#found = { of: analysis, byRun: new WeakMap() };
    const known = this.#found.byRun.get(run);
    if (known) return known;
    const findings = find();
    if (findings.lasts) this.#found.byRun.set(run, findings);
    return findings;
  }

  fixContext(run: MethodFacts, path: string, scheduled: ScheduledAs): FixContext {
    return {
      text: this.text(path) ?? '',
      methodStart: this.placeOf(run.ref)?.start ?? 0,
      method: run.ir,
      decorators: run.ref.decorators,
      odoo: this.versionOf(path),
      batch: this.settings.batch,
      hasDefaultSize: this.settings.batch.size === DEFAULT_SETTINGS.batch.size,
      pylintOdoo: this.#pylintOdoo.size > 0,
      mayCommit: scheduled !== 'no',
      isCron: scheduled === 'cron',
    };
  }

  fileContext(path: string): FileContext | undefined {
    const text = this.#sources.text(path);
    const outline = this.#sources.outline(path);
    if (text === undefined || !outline) return undefined;
    const addons = this.#index.addons();
    return {
      path,
      text,
      outline,
      isAddonCode:
        !isVendored(path, text) && (addons.all().length === 0 || addons.addonOf(path) !== undefined),
      facts: (method, owner) =>
        this.plainRun(methodRef(path, owner?.name, method.name, owner?.model?.name, method.decorators)),
    };
  }

  dataContext(path: string): DataContext | undefined {
    const crons = this.#index.cronsIn(path);
    const text = this.#index.text(path);
    if (crons.length === 0 || text === undefined) return undefined;
    const odoo = this.versionOf(path);
    const declares = (model: string, field: string) => this.#lookups.field(model, field) !== undefined;
    return { path, text, odoo, isLoaded: this.#index.addons().loads(path), crons, declares };
  }

  /** The method that a reference names, as it stands now. */
  find(ref: MethodRef) {
    return this.#sources.find(ref);
  }

  placeOf(ref: MethodRef) {
    const found = this.#sources.find(ref);
    return found && { path: ref.path, start: found.method.span.start, nameAt: found.method.nameAt };
  }

  isOpen(path: string): boolean {
    return this.#sources.open.has(path);
  }

  isTypedNow(ref: MethodRef): boolean {
    return this.#sources.find(ref)?.method.intact === false;
  }

  #isMailThread(model: string): Certainty {
    const known = this.#mailThread.get(model);
    if (known !== undefined) return known;
    const registry = this.#index.registry();
    const inherits = MAIL_THREADS.some((thread) => registry.inheritsFrom(model, thread) === 'yes')
      ? 'yes'
      : registry.inheritsFrom(model, 'mail.thread');
    const listed = trackedFieldsOf(model, this.#lookups.version()) !== undefined;
    const certainty = inherits === 'unknown' && listed ? 'yes' : inherits;
    if (registry.has(model)) this.#mailThread.set(model, certainty);
    return certainty;
  }

  #isTracked(model: string, field: string): Certainty {
    const declared = this.#index.registry().fieldOf(model, field)?.field;
    if (declared?.tracked || trackedFieldsOf(model, this.#lookups.version())?.includes(field)) return 'yes';
    return declared || trackedFieldsOf(model, this.#lookups.version()) ? 'no' : 'unknown';
  }

  #isPlainField(model: string, field: string): Certainty {
    // What every model has, and nobody computes.
    if (field === 'id' || field === 'create_date' || field === 'create_uid') return 'yes';
    const declared = this.#index.registry().fieldOf(model, field)?.field;
    return declared ? (declared.computed ? 'no' : 'yes') : 'unknown';
  }

  #isDefined(model: string | undefined, method: string): boolean {
    const registry = this.#index.registry();
    const models = model === undefined ? [...registry.models()] : [model];
    return models.some((each) => this.#lookups.methods(each, method).length > 0);
  }

  /** The version of a file's addon: one that is not migrated yet has its own. */
  versionOf(path: string): string | undefined {
    const isSet = this.settings.odooVersion !== undefined;
    return (isSet ? undefined : seriesOf(this.#index.addons().addonOf(path))) ?? this.#lookups.version();
  }
}
