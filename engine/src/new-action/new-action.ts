// What is asked for a new scheduled action, and what it is answered with: edits of an addon's files, or a refusal.

import type { CronForm } from '../odoo/cron-forms';
import type { ClassOutline } from '../outline/outline';
import type { TextEdit } from '../text/text-edit';

/** What the user says of the action. */
export interface NewActionRequest {
  /** Folder of the addon, as the workspace knows it. */
  readonly addon: string;
  /** `res.partner`. */
  readonly model: string;
  /** What it does, in a few words: `Sync partners`. Names follow from it. */
  readonly title: string;
  readonly every: number;
  readonly unit: IntervalUnit;
}

/** The units of `ir.cron`'s `interval_type` (17.0 to 19.0 ir_cron.py). */
export const INTERVAL_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;

/** One of them. */
export type IntervalUnit = (typeof INTERVAL_UNITS)[number];

/** What happens to one file. */
export type FilePlan =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly TextEdit[] };

/** The plan, or why there is none: a sentence that says what to change. */
export type NewActionPlan =
  | {
      readonly kind: 'plan';
      /** What is made, for a list: `Scheduled action: Sync partners`. */
      readonly title: string;
      /** The method, the record and what makes Odoo load them: all or nothing. */
      readonly files: readonly FilePlan[];
      /** The test, which may be left out. */
      readonly test: readonly FilePlan[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** The addon as it is. */
export interface AddonFacts {
  /** Its folder without a `/` at the end; empty when it is the workspace itself. */
  readonly root: string;
  /** Its technical name. */
  readonly name: string;
  readonly form: CronForm;
  /** The class of the addon that makes or extends the model. */
  readonly owner: { readonly path: string; readonly outline: ClassOutline } | undefined;
  readonly kind: 'model' | 'transient' | 'abstract';
  /** A data file with scheduled actions that the addon has; `data/ir_cron.xml` when it has none. */
  readonly dataFile: string;
}

/** Reads a file of the workspace; undefined when there is none. */
export type ReadFile = (path: string) => string | undefined;

/** Says why nothing is done, to the user. Made deep in a plan, caught by `orRefused` alone. */
export class Refusal extends Error {}

/** What the work gives, or why it was refused. */
export function orRefused<T>(work: () => T): T | Extract<NewActionPlan, { kind: 'refused' }> {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', reason: error.message };
    throw error;
  }
}
