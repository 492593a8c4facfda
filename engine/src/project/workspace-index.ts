// The bookkeeping of a whole workspace: facts per file, and what follows from all of them, made when asked for.

import type { FileOutline } from '../outline/outline';
import { sameShape } from '../outline/outline-shape';
import { LineIndex } from '../text/line-index';
import type { VersionFound } from '../workspace-api';
import type { CronRecord } from '../xml/cron-records';
import { Addons } from './addons';
import type { CallsInCode, CodeCall } from './code-calls';
import { type CronEntry, type CronFacts, cronEntries } from './cron-entries';
import type { CronCallListing, CronListing, SourceLine } from './cron-listing';
import { type FileFacts, type MayMatch, pythonFacts, readFileFacts } from './file-facts';
import type { ManifestRead } from './manifest';
import { type MethodDefinition, ModelRegistry } from './model-registry';
import { whyUnresolved } from './unresolved-call';
import { findVersion } from './version-detection';

/** Loads after every addon: files that belong to none. */
const NO_ADDON = Number.MAX_SAFE_INTEGER;

/** Knows every file of a workspace by its facts; holds no syntax trees and does no IO. */
export class WorkspaceIndex {
  readonly #callsInCode: CallsInCode;
  readonly #mayMatch: MayMatch;
  readonly #facts = new Map<string, FileFacts>();
  readonly #registry = new ModelRegistry();
  readonly #unregistered = new Set<string>();
  #addons: Addons | undefined;
  #entries: readonly CronEntry[] | undefined;
  #generation = 0;

  constructor(callsInCode: CallsInCode, mayMatch: MayMatch) {
    this.#callsInCode = callsInCode;
    this.#mayMatch = mayMatch;
  }

  /** Adds, replaces or (without text) forgets a file as it stands on disk. */
  apply(path: string, text: string | undefined): void {
    const old = this.#facts.get(path);
    if (old?.text !== undefined && old.text === text) return;
    const facts = text === undefined ? undefined : readFileFacts(path, text, this.#mayMatch);
    this.#put(path, facts && isEmpty(facts) ? undefined : facts, true);
  }

  /** Takes facts that were read of a file before. */
  restore(path: string, facts: FileFacts): void {
    this.#put(path, facts, true);
  }

  /** What is known of a file; another object whenever it was read anew. */
  facts(path: string): FileFacts | undefined {
    return this.#facts.get(path);
  }

  /**
   * Takes the text and outline of a Python file that is being edited. False when only bodies changed, so that
   * nothing that other files see is different.
   */
  setOutline(path: string, text: string, outline: FileOutline): boolean {
    const old = this.#facts.get(path);
    const facts = pythonFacts(text, outline, old);
    const changed =
      old?.outline === undefined || !sameShape(old.outline, outline) || !sameCrons(old.crons, facts.crons);
    this.#put(path, facts, changed);
    return changed;
  }

  /** Grows whenever something changed that other files can see. */
  generation(): number {
    return this.#generation;
  }

  /** The file's text, where it was kept. */
  text(path: string): string | undefined {
    return this.#facts.get(path)?.text;
  }

  outline(path: string): FileOutline | undefined {
    return this.#facts.get(path)?.outline;
  }

  /** Every file that was kept because it declares something. */
  paths(): readonly string[] {
    return [...this.#facts.keys()];
  }

  /** The scheduled actions that a data file declares, in source order. */
  cronsIn(path: string): readonly CronRecord[] {
    const crons = this.#facts.get(path)?.crons;
    return crons === undefined || crons.kind === 'python' ? [] : crons.records.map(({ value }) => value);
  }

  addons(): Addons {
    if (this.#addons === undefined) {
      const manifests = new Map<string, ManifestRead>();
      for (const [path, { manifest }] of this.#facts)
        if (manifest !== undefined) manifests.set(path, manifest);
      this.#addons = new Addons(manifests);
      this.#registry.reorder((path) => this.#orderOf(path));
    }
    return this.#addons;
  }

  registry(): ModelRegistry {
    this.addons();
    for (const path of this.#unregistered) {
      this.#registry.setFile(path, this.#facts.get(path)?.outline, this.#orderOf(path));
    }
    this.#unregistered.clear();
    return this.#registry;
  }

  /** Everything that is scheduled, sorted by path and place. */
  entries(): readonly CronEntry[] {
    if (this.#entries === undefined) {
      const crons = new Map<string, CronFacts>();
      for (const [path, facts] of this.#facts) if (facts.crons !== undefined) crons.set(path, facts.crons);
      this.#entries = cronEntries(crons, this.addons(), this.registry(), this.#callsInCode);
    }
    return this.#entries;
  }

  /** Entries for people: with the place of every definition that a call may reach. */
  crons(entries = this.entries()): readonly CronListing[] {
    const lines = new Map<string, LineIndex>();
    return entries.map(({ path, line, at: _at, code: _code, calls, ...entry }) => ({
      ...entry,
      source: { path, line },
      calls: calls.map((call) => this.#listCall(call, lines)),
    }));
  }

  /** The workspace's Odoo version; `setting` is the user's word. */
  version(setting: string | undefined): VersionFound {
    const releases = [...this.#facts]
      .filter(([, { release }]) => release !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { release }]) => (release === undefined ? [] : [release]));
    return findVersion(setting, releases, this.addons());
  }

  #put(path: string, facts: FileFacts | undefined, changed: boolean): void {
    const old = this.#facts.get(path);
    if (facts === undefined) this.#facts.delete(path);
    else this.#facts.set(path, facts);
    if (old?.outline !== undefined || facts?.outline !== undefined) this.#unregistered.add(path);
    if (old?.manifest !== undefined || facts?.manifest !== undefined) this.#addons = undefined;
    const crons = old?.crons !== undefined || facts?.crons !== undefined;
    if (changed || crons) this.#entries = undefined;
    if (changed) this.#generation++;
  }

  #orderOf(path: string): number {
    return this.addons().addonOf(path)?.order ?? NO_ADDON;
  }

  #listCall(call: CodeCall, lines: Map<string, LineIndex>): CronCallListing {
    const registry = this.registry();
    const definitions = call.model === undefined ? [] : registry.resolve(call.model, call.method);
    const place = ({ fragment: { path }, method }: MethodDefinition): SourceLine => {
      const index = lines.get(path) ?? new LineIndex(this.text(path) ?? '');
      lines.set(path, index);
      return { path, line: index.positionAt(method.span.start).line };
    };
    const listed = { model: call.model, method: call.method, definitions: definitions.map(place) };
    return definitions.length > 0 ? listed : { ...listed, why: whyUnresolved(call, registry, place) };
  }
}

function isEmpty({ text, outline, manifest, release, crons }: FileFacts): boolean {
  return [text, outline, manifest, release, crons].every((fact) => fact === undefined);
}

/** Whether two readings name the same scheduled actions; their places may differ. */
function sameCrons(old: CronFacts | undefined, now: CronFacts | undefined): boolean {
  if (old === undefined || now === undefined) return old === now;
  return JSON.stringify(old, withoutPlaces) === JSON.stringify(now, withoutPlaces);
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'at' || key === 'line' || key === 'span' || key === 'map' ? undefined : value;
}
