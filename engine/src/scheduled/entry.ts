// Where scheduled work starts: records of `ir.cron`, autovacuum methods, jobs, and methods only named like a cron.

import type { Span } from '../text/span';
import type { EmbeddedCode } from '../xml/embedded-code';

/** Kinds of proof, the best first. */
export const CERTAINTIES = ['loaded', 'job', 'unloaded', 'named'] as const;

export type Certainty = (typeof CERTAINTIES)[number];

/** What starts when the scheduler runs an entry. */
export interface ScheduledEntry {
  /** Unique in the workspace. */
  readonly id: string;
  readonly kind: 'cron' | 'autovacuum' | 'job' | 'name';
  /** `ir.cron "Sync stock"`, `@api.autovacuum`. */
  readonly label: string;
  readonly path: string;
  readonly span: Span;
  readonly model: string | undefined;
  /** Code that the entry runs, when it is written as Python. */
  readonly code: EmbeddedCode | undefined;
  /** `1 days`; undefined when it cannot be read. */
  readonly interval: string | undefined;
  /** Undefined when it cannot be read. */
  readonly active: boolean | undefined;
  /** Methods of `model` that it calls directly. */
  readonly methods: readonly string[];
  /**
   * How good a proof it is, the best first: a loaded record or an autovacuum; a job, which others start; a record in no
   * manifest, or anything in an addon that cannot be installed; only a name like a cron's, which proves nothing.
   */
  readonly certainty: Certainty;
}

/** Names that people give to cron methods; evidence for Information, not for a warning. */
export const CRON_NAME = /^_?cron_|_cron$|_cron_|^_?run_scheduler$|_scheduler$/;
