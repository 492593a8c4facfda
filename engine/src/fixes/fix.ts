// What a fix is, and what each applicability promises.

import type { TextEdit } from '../text/text-edit';

/**
 * - `safe`: same behaviour, all comments kept; may run without asking.
 * - `unsafe`: valid code and probably what is wanted, but behaviour can differ (a commit is a change of transaction).
 * - `manual`: a sketch; shown, never applied by a tool.
 */
export type Applicability = 'safe' | 'unsafe' | 'manual';

/** An edit of one file that removes a finding. Offsets are file offsets in the text that was checked. */
export interface Fix {
  readonly kind: 'fix';
  /** Imperative: "Process in batches of 1000". */
  readonly title: string;
  readonly applicability: Applicability;
  /** For unsafe and manual fixes: what can differ. */
  readonly why?: string;
  readonly edits: readonly TextEdit[];
}

/** Why no fix is offered, in words that tell the user what to change. */
export interface NoFix {
  readonly kind: 'no-fix';
  /** The fix that was refused: "Process in batches of 1000". */
  readonly title: string;
  readonly reason: string;
}
