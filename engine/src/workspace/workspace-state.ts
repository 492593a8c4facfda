// A workspace: the index, the open documents, what is scheduled, and the reports over them.

import { checkFile } from '../check/check-file';
import type { FileReport } from '../check/report';
import type { Fix, NoFix } from '../fixes/fix';
import type { NewActionPlan, NewActionRequest } from '../new-action/new-action';
import { methodsOf } from '../outline/methods-of';
import type { MethodOutline } from '../outline/outline';
import type { Addon } from '../project/addons';
import { callsInCodeText } from '../project/code-calls';
import type { CronListing } from '../project/cron-listing';
import { WorkspaceIndex } from '../project/workspace-index';
import type { MethodRef } from '../semantics/program';
import type { Settings } from '../settings';
import type { PythonParser } from '../syntax/python-parser';
import { needsOf, type OfferFile, offerTemplates, type TemplateOffer } from '../templates/offer';
import type { TextChange, TextEdit } from '../text/text-edit';
import { applyEdits } from '../text/text-edit';
import type { FileChange, KeptFile, VersionFound, Workspace } from '../workspace-api';
import { mayMatch, WorkspaceCheck } from './check-host';
import { CronTools } from './cron-tools';
import { KeptFiles } from './kept-files';
import { IndexLookups, methodRef } from './lookups';
import { NewActions } from './new-actions';
import { Schedule } from './schedule';
import { Sources } from './sources';

/** The one implementation of a workspace. */
export class WorkspaceState implements Workspace {
  readonly #index = new WorkspaceIndex(callsInCodeText, mayMatch);
  readonly #sources: Sources;
  readonly #lookups: IndexLookups;
  readonly #schedule: Schedule;
  readonly #check: WorkspaceCheck;
  readonly #newActions: NewActions;
  readonly #cronTools: CronTools;
  readonly #kept: KeptFiles;
  /** What open files hold on disk, for when they are closed. */
  readonly #disk = new Map<string, string | undefined>();
  /** Open XML and CSV files. */
  readonly #data = new Map<string, string>();
  /** Open Python files whose bodies are newer than the index. */
  readonly #unindexed = new Set<string>();
  #settings: Settings;
  #indexSeen = -1;
  #generation = 0;

  constructor(parser: PythonParser, settings: Settings) {
    this.#settings = settings;
    this.#sources = new Sources(parser, this.#index);
    this.#lookups = new IndexLookups(this.#index, this.#sources, settings);
    this.#schedule = new Schedule(this.#index, this.#sources, this.#lookups);
    this.#check = new WorkspaceCheck(this.#index, this.#sources, this.#schedule, this.#lookups, settings);
    this.#newActions = new NewActions(this.#index, this.#check);
    this.#cronTools = new CronTools(this.#index, this.#schedule, this.#lookups, this.#check);
    this.#kept = new KeptFiles(this.#index, this.#sources.kept);
  }

  configure(settings: Settings): void {
    this.#settings = settings;
    this.#check.settings = settings;
    this.#forget();
  }

  apply(changes: readonly (FileChange | KeptFile)[]): void {
    for (const change of changes) {
      if ('kept' in change) this.#restore(change);
      else this.#apply(change);
    }
  }

  #restore(file: KeptFile): void {
    const { path } = file;
    const isOpen = this.#sources.open.has(path) || this.#data.has(path);
    if (isOpen || !this.#kept.restore(file)) this.#apply({ path, text: file.readText() });
  }

  #apply({ path, text }: FileChange): void {
    this.#check.lintsWithPylintOdoo(path, text);
    if (this.#sources.open.has(path) || this.#data.has(path)) this.#disk.set(path, text);
    else this.#index.apply(path, text);
  }

  kept(paths: readonly string[]): ReadonlyMap<string, string> {
    const lowered = this.#sources.loweredNow();
    const kept = paths.map((path) => [path, this.#kept.kept(path, lowered.get(path) ?? [])] as const);
    return new Map(kept.filter((each): each is [string, string] => each[1] !== undefined));
  }

  open(path: string, text: string): void {
    this.close(path);
    this.#disk.set(path, this.#index.text(path));
    // The editor's text may differ from the disk's in bodies, which the index does not tell apart.
    if (this.#index.text(path) !== text) this.#indexSeen = -1;
    if (path.endsWith('.py')) {
      const document = this.#sources.openDocument(path, text);
      this.#index.setOutline(path, text, document.outline);
    } else {
      this.#data.set(path, text);
      this.#index.apply(path, text);
    }
  }

  update(path: string, changes: readonly TextChange[]): void {
    for (const change of changes) this.#updateOnce(path, change);
  }

  close(path: string): void {
    const document = this.#sources.open.get(path);
    if (!document && !this.#data.has(path)) return;
    document?.[Symbol.dispose]();
    this.#sources.open.delete(path);
    this.#data.delete(path);
    this.#unindexed.delete(path);
    this.#index.apply(path, undefined);
    this.#index.apply(path, this.#disk.get(path));
    this.#disk.delete(path);
    this.#generation++;
  }

  text(path: string): string | undefined {
    return this.#data.get(path) ?? this.#sources.text(path);
  }

  check(path: string): FileReport {
    this.#freshen();
    return checkFile(path, this.#check);
  }

  candidates(): readonly string[] {
    this.#freshen();
    return this.#check.candidates();
  }

  addons(): readonly Addon[] {
    return this.#index.addons().all();
  }

  aroundNewAction(path: string, offset: number): { readonly addon?: string; readonly model?: string } {
    return this.#newActions.around(path, offset);
  }

  newActionFiles(request: NewActionRequest): readonly string[] {
    this.#freshen();
    this.#indexOpen();
    return this.#newActions.files(request);
  }

  newAction(request: NewActionRequest, texts: ReadonlyMap<string, string>): NewActionPlan {
    this.#freshen();
    this.#indexOpen();
    return this.#newActions.plan(request, texts);
  }

  cronAt(path: string, offset: number): string | undefined {
    this.#freshen();
    return this.#cronTools.at(path, offset);
  }

  profile(path: string, offset: number): Fix | NoFix | undefined {
    this.#freshen();
    return this.#cronTools.profile(path, offset);
  }

  memoryTestFiles(path: string, offset: number): readonly string[] {
    this.#freshen();
    return this.#cronTools.testFiles(path, offset);
  }

  memoryTest(path: string, offset: number, texts: ReadonlyMap<string, string>): NewActionPlan {
    this.#freshen();
    return this.#cronTools.memoryTest(path, offset, texts);
  }

  crons(): readonly CronListing[] {
    this.#freshen();
    this.#indexOpen();
    return this.#index.crons(this.#schedule.entries());
  }

  version(): VersionFound {
    return this.#index.version(this.#settings.odooVersion);
  }

  templates(path: string, offset: number): readonly TemplateOffer[] {
    const file = this.#offerFile(path);
    return file === undefined ? [] : offerTemplates(file, offset);
  }

  templateNeeds(path: string, template: string, typed: number): TextEdit | undefined {
    const file = this.#offerFile(path);
    return file && needsOf(file, template, typed);
  }

  generation(): number {
    return this.#generation + this.#index.generation();
  }

  settle(): boolean {
    this.#indexOpen();
    const moved = this.#schedule.settle() || this.#index.generation() !== this.#indexSeen;
    if (moved) this.#generation++;
    return moved;
  }

  lowered(): number {
    return this.#sources.count;
  }

  dispose(): void {
    this.#sources.dispose();
    this.#schedule.forget();
  }

  #offerFile(path: string): OfferFile | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    this.#freshen();
    const outline = () => this.#sources.outline(path);
    return { path, text, outline, odoo: this.#check.versionOf(path) };
  }

  #updateOnce(path: string, change: TextChange): void {
    const data = this.#data.get(path);
    if (data !== undefined) {
      const text = applyEdits(data, [change]);
      this.#data.set(path, text);
      this.#index.apply(path, text);
      return;
    }
    const document = this.#sources.open.get(path);
    if (!document) throw new Error(`${path} is not open`);
    const changed = document.update(change);
    if (changed.kind === 'method') {
      this.#unindexed.add(path);
      this.#methodChanged(path, changed.after);
    } else {
      this.#unindexed.delete(path);
      const moved = this.#index.setOutline(path, document.text, document.outline);
      if (!moved) this.#renewAll(path);
    }
  }

  #methodChanged(path: string, method: MethodOutline): void {
    const ref = this.#refOf(path, method);
    if (!ref || !method.intact || this.#index.generation() !== this.#indexSeen) return;
    if (this.#schedule.methodChanged(ref)) this.#generation++;
  }

  /** An edit outside methods, or over several of them, that changed no declaration. */
  #renewAll(path: string): void {
    const outline = this.#sources.outline(path);
    if (!outline || this.#index.generation() !== this.#indexSeen) return;
    for (const method of methodsOf(outline)) this.#methodChanged(path, method);
  }

  #refOf(path: string, method: MethodOutline): MethodRef | undefined {
    const outline = this.#sources.outline(path);
    const owner = outline?.classes.find(({ methods }) => methods.includes(method));
    if (owner) return methodRef(path, owner.name, method.name, owner.model?.name, method.decorators);
    return outline?.functions.includes(method)
      ? methodRef(path, undefined, method.name, undefined, method.decorators)
      : undefined;
  }

  /** Bodies may hold jobs and crons made in Python: the index reads them when somebody asks. */
  #indexOpen(): void {
    for (const path of this.#unindexed) {
      const document = this.#sources.open.get(path);
      if (document) this.#index.setOutline(path, document.text, document.outline);
    }
    this.#unindexed.clear();
  }

  #freshen(): void {
    if (this.#index.generation() !== this.#indexSeen) this.#forget();
  }

  #forget(): void {
    this.#indexOpen();
    this.#indexSeen = this.#index.generation();
    this.#sources.prune();
    this.#lookups.forget(this.#settings);
    this.#schedule.forget();
    this.#check.forget();
    this.#generation++;
  }
}
