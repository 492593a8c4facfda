// Tools for the scheduled method at a place: a memory test for it, and a trace of its memory.

import type { MemoryTestFacts } from '../cron-tools/memory-test';
import { memoryTestFiles, planMemoryTest } from '../cron-tools/plan-memory-test';
import { profileMethod } from '../cron-tools/profile-method';
import { sampleValues } from '../cron-tools/sample-values';
import type { Fix, NoFix } from '../fixes/fix';
import { type NewActionPlan, orRefused, type ReadFile, Refusal } from '../new-action/new-action';
import { cronForm } from '../odoo/cron-forms';
import { majorOf } from '../odoo/version';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { ReachedMethod } from '../scheduled/reach';
import { reachedRuns } from '../scheduled/reached-runs';
import { type SearchFact, walk } from '../semantics/fact';
import type { WorkspaceCheck } from './check-host';
import type { IndexLookups } from './lookups';
import type { Schedule } from './schedule';

/** Characters: longer ones do not fit into the line. */
const MAX_ARGUMENTS = 30;

/** Knows the methods that a scheduled action calls itself. */
export class CronTools {
  readonly #index: WorkspaceIndex;
  readonly #schedule: Schedule;
  readonly #lookups: IndexLookups;
  readonly #check: WorkspaceCheck;

  constructor(index: WorkspaceIndex, schedule: Schedule, lookups: IndexLookups, check: WorkspaceCheck) {
    this.#index = index;
    this.#schedule = schedule;
    this.#lookups = lookups;
    this.#check = check;
  }

  /** The name of the scheduled method at an offset; undefined where none stands. */
  at(path: string, offset: number): string | undefined {
    return this.#reachedAt(path, offset)?.ref.name;
  }

  /** The trace of the method at an offset. */
  profile(path: string, offset: number): Fix | NoFix | undefined {
    const run = this.#reachedAt(path, offset)?.runs[0];
    return run && profileMethod(run.ref.name, this.#check.fixContext(run, path, 'cron'));
  }

  /** The files that the plan of a memory test has to know, if they exist. */
  testFiles(path: string, offset: number): readonly string[] {
    const root = this.#index.addons().addonOf(path)?.root;
    const method = this.at(path, offset);
    return root === undefined || method === undefined ? [] : memoryTestFiles({ root, method });
  }

  /** The memory test of the method at an offset, given the texts of those files. */
  memoryTest(path: string, offset: number, texts: ReadonlyMap<string, string>): NewActionPlan {
    return orRefused(() => this.#plan(path, offset, (file) => texts.get(file)));
  }

  #plan(path: string, offset: number, read: ReadFile): NewActionPlan {
    const reached = this.#reachedAt(path, offset);
    const addon = this.#index.addons().addonOf(path);
    if (!reached) throw new Refusal('No scheduled method stands here.');
    if (!addon) throw new Refusal('The file is in no addon: a test needs a manifest above it.');
    const version = this.#check.versionOf(path);
    const form = cronForm(majorOf(version) ?? 0);
    if (form?.flush !== 'flush_all')
      throw new Refusal(`The test is written for Odoo 16 and later; this is ${version ?? 'not known'}.`);
    const { ref } = reached;
    const facts: Omit<MemoryTestFacts, 'testClass'> = {
      form,
      model: ref.model ?? '',
      method: ref.name,
      code: codeOf(reached),
      found: this.#foundBy(reached),
      count: this.#check.settings.batch.size,
    };
    return planMemoryTest({ root: addon.root, method: ref.name }, facts, read);
  }

  /** The records that the method's first search finds: one that has no bound, before any other. */
  #foundBy({ runs }: ReachedMethod): MemoryTestFacts['found'] {
    const all = runs.flatMap((run) => [
      run,
      ...reachedRuns(run.facts, run, this.#lookups, this.#schedule.store).runs,
    ]);
    const searches = all
      .flatMap((run) => walk(run.facts))
      .filter(
        (fact): fact is SearchFact & { readonly model: string } =>
          fact.kind === 'search' && fact.model !== undefined && !this.#lookups.isSmall(fact.model),
      );
    const search = searches.find(({ size }) => size === 'many') ?? searches[0];
    if (!search) throw new Refusal('It searches no records that a test could make more of.');
    const fieldsOf = (model: string) =>
      this.#index
        .registry()
        .fragments(model)
        .flatMap(({ outline }) => outline.fields);
    return { model: search.model, sample: sampleValues(search.domain, search.model, fieldsOf) };
  }

  #reachedAt(path: string, offset: number): ReachedMethod | undefined {
    return this.#schedule.methodsOf(path).find(({ ref, way }) => {
      const { method } = this.#check.find(ref) ?? {};
      return way.length === 1 && method && method.span.start <= offset && offset <= method.span.end;
    });
  }
}

/** Arguments that are numbers, texts and constants, in their parentheses. */
const LITERALS =
  /^\(\s*(?:(?:\w+=)?(?:-?\d+(?:\.\d+)?|"[^"\\]*"|'[^'"\\]*'|True|False|None)(?:,\s*|(?=\s*\))))*\s*\)$/;

/** The call that the action makes; what it gives besides plain values is to be filled in. */
function codeOf({ entry: { code }, ref }: ReachedMethod): readonly string[] {
  const written = (code?.text ?? '').trim();
  const args = new RegExp(`\\b${ref.name}(\\(.*\\))$`).exec(written)?.[1];
  const isPlain = args !== undefined && args.length <= MAX_ARGUMENTS && LITERALS.test(args);
  if (isPlain) return [`model.${ref.name}${args.replaceAll("'", '"')}`];
  const takesNone = code === undefined || new RegExp(`\\b${ref.name}\\(\\s*\\)`).test(written);
  return takesNone
    ? [`model.${ref.name}()`]
    : ['# To be called as its action calls it.', `raise NotImplementedError(model.${ref.name})`];
}
