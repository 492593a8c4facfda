// What a check gives: plain data in file offsets, with everything a person or a tool needs to show it.

import type { Fix, NoFix } from '../fixes/fix';
import type { Span } from '../text/span';

/** How bad: `error` loses data or stops the server; `warning` costs memory; the rest is advice. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A place in a file of the workspace. Lines and columns count from 0. */
export interface Place {
  readonly path: string;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A step of the path that proves a method scheduled, or a second place of a finding. */
export interface Related extends Place {
  readonly message: string;
}

/** What a rule reports, placed in a file. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and what it costs, in the user's own names. */
  readonly message: string;
  /** The path from the scheduled action to this place, in words: `ir.cron "Sync" → _cron_sync → _push`. */
  readonly scheduledBy: readonly string[];
  /** Clickable places: first the path of the schedule, then the rest. */
  readonly related: readonly Related[];
  /** The name of the method that holds the finding, if any. */
  readonly method?: string;
  /** Computed when asked for. */
  readonly fixes: () => readonly (Fix | NoFix)[];
}

/** The findings of one file, in source order. */
export interface FileReport {
  readonly path: string;
  readonly findings: readonly Finding[];
}
