// How each Odoo version commits a batch and drops its cached values: what generated code says.
// Sources: odoo/sql_db.py Cursor.commit and odoo/api.py invalidate_all (17.0, 18.0), odoo/orm/environments.py and
// odoo/addons/base/models/ir_cron.py _notify_progress (18.0) and _commit_progress (19.0), odoo/models.py
// invalidate_cache and flush (13.0 to 15.0).

/** The calls of a range of versions. */
export interface ReleaseForm {
  /** First major version that has it. */
  readonly since: number;
  /**
   * `notify`: `ir.cron._notify_progress()` reports absolute numbers, and the cursor commits after it. `progress`:
   * `ir.cron._commit_progress()` commits, adds to what was reported, and gives the seconds left.
   */
  readonly commit: 'cursor' | 'notify' | 'progress';
  /** Environment method that drops the cache; `invalidate_cache` is a method of recordsets. */
  readonly invalidate: 'invalidate_cache' | 'invalidate_all';
  /** Dropping the cache does not write what is pending: `flush()` comes first where nothing commits. */
  readonly flushFirst: boolean;
  /** What core asks to know that a test runs. */
  readonly testGuard: 'thread-testing' | 'current-test';
  /** `:=` may be written: the oldest Python of these versions is 3.8 or later. */
  readonly walrus: boolean;
}

/** The table, oldest first. */
const RELEASE_FORMS: readonly [ReleaseForm, ...ReleaseForm[]] = [
  // Below 13.0 a write goes to the database at once, and there is no flush().
  {
    since: 0,
    commit: 'cursor',
    invalidate: 'invalidate_cache',
    flushFirst: false,
    testGuard: 'thread-testing',
    walrus: false,
  },
  {
    since: 13,
    commit: 'cursor',
    invalidate: 'invalidate_cache',
    flushFirst: true,
    testGuard: 'thread-testing',
    walrus: false,
  },
  {
    since: 16,
    commit: 'cursor',
    invalidate: 'invalidate_all',
    flushFirst: false,
    testGuard: 'thread-testing',
    walrus: true,
  },
  {
    since: 18,
    commit: 'notify',
    invalidate: 'invalidate_all',
    flushFirst: false,
    testGuard: 'thread-testing',
    walrus: true,
  },
  {
    since: 19,
    commit: 'progress',
    invalidate: 'invalidate_all',
    flushFirst: false,
    testGuard: 'current-test',
    walrus: true,
  },
];

/** Used when the version is not known: every call in it exists in all supported versions. */
const UNKNOWN_VERSION: ReleaseForm = RELEASE_FORMS.find(({ since }) => since === 16) ?? RELEASE_FORMS[0];

/** The form of a version: `17.0`, `saas~17.2`; undefined is an unknown version. */
export function releaseForm(odoo: string | undefined): ReleaseForm {
  const major = odoo === undefined ? undefined : /(\d+)\./.exec(`${odoo}.`)?.[1];
  if (major === undefined) return UNKNOWN_VERSION;
  return RELEASE_FORMS.findLast((form) => form.since <= Number(major)) ?? RELEASE_FORMS[0];
}
