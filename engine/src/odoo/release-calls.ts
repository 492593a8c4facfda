// Calls that drop cached field values, or only write pending ones.
// Source: odoo/sql_db.py, odoo/api.py (17.0), odoo/orm/environments.py (19.0); facts a and c of the measurements.

import { anyOf, callOf } from '../text/call-words';

/** What a call on a cursor, an environment or `ir.cron` does to the record cache. */
export type ReleaseHow = 'commit' | 'invalidate' | 'progress' | 'rollback' | 'flush' | 'clear';

/** Calls on the cursor: `self.env.cr.commit()`. */
export const CURSOR_CALLS: Readonly<Record<string, ReleaseHow>> = {
  commit: 'commit',
  rollback: 'rollback',
  clear: 'clear',
  flush: 'flush',
};

/** Calls on the environment: `self.env.invalidate_all()`. */
export const ENV_CALLS: Readonly<Record<string, ReleaseHow>> = {
  invalidate_all: 'invalidate',
  flush_all: 'flush',
  clear: 'clear',
};

/** Calls on `env.cache` (18.0 and before). */
export const CACHE_CALLS: Readonly<Record<string, ReleaseHow>> = {
  invalidate: 'clear',
  clear: 'clear',
};

/** Methods of `ir.cron` that report, and release nothing. Source: odoo/addons/base/models/ir_cron.py (18.0, 19.0). */
export const CRON_REPORTS: ReadonlySet<string> = new Set(['_notify_progress', '_trigger']);

/** Methods of `ir.cron`. 18: `_notify_progress` does not commit. 19: `_commit_progress` does. */
export const CRON_CALLS: Readonly<Record<string, ReleaseHow>> = {
  _commit_progress: 'progress',
};

/** Calls that report progress, or ask for another run. */
export const CONTINUING_CALLS =
  /^(?:_commit_progress|_notify_progress|_rollback_progress|_trigger|_trigger_list|method_direct_trigger|with_delay|delayable)$/;

/** Names of methods that release somewhere inside, when their code cannot be read: `_commit_batch`, `_invalidate…`. */
export const RELEASE_NAME =
  /commit|invalidate|clear_cache|_progress$|new_cr\b|autocommit|auto_commit|in_new_transaction|isolat/i;

const CALLS = Object.keys({ ...CURSOR_CALLS, ...ENV_CALLS, ...CACHE_CALLS });

/** The same names inside a text, where nothing ends with them. */
const NAME_IN_TEXT = new RegExp(RELEASE_NAME.source.replaceAll('$', '\\b'));

/** A text that has none of these releases nothing itself. `cursor()` opens one of its own. */
export const RELEASE_WORDS = new RegExp(anyOf(NAME_IN_TEXT, callOf(...CALLS, 'cursor')), 'i');
