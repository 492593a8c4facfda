// What a version of Odoo gives to code that is newly written for its scheduler: what templates and new actions say.

import { type ApiOwner, CRON_API } from './cron-api';
import { type ReleaseForm, releaseForm } from './release-forms';

/** What new code may use from a version on. */
interface SchedulerRow {
  /** First major version that has it. */
  readonly since: number;
  /** `ir.cron._trigger()` asks for another run. */
  readonly triggers: boolean;
  /** `pair`: an autovacuum method gives `(done, remaining)`, and is called again while something remains. */
  readonly vacuum: 'once' | 'pair';
  /** What writes pending values: a method of recordsets, or one of the environment. */
  readonly flush: 'flush' | 'flush_all';
  /** The cursor has a `flush()` of its own, which does all that a commit does before it commits. */
  readonly cursorFlushes: boolean;
  /** What makes `registry.cursor()` give cursors that are undone with the test: the registry, or the test case. */
  readonly testMode: 'registry' | 'case';
}

/**
 * The table, oldest first. 15.0 ir_cron.py has the model `ir.cron.trigger`, 14.0 has not; 15.0 sql_db.py has
 * `Cursor.flush`; 16.0 api.py has `flush_all`;
 * 19.0 ir_autovacuum.py:63 reads the pair that 18.0 drops. 16.0 to 18.0 registry.py has `enter_test_mode`; 19.0
 * tests/common.py:1163 has `enter_registry_test_mode`, and the registry none.
 */
const SCHEDULERS: readonly SchedulerRow[] = [
  { since: 14, triggers: false, vacuum: 'once', flush: 'flush', cursorFlushes: false, testMode: 'registry' },
  { since: 15, triggers: true, vacuum: 'once', flush: 'flush', cursorFlushes: true, testMode: 'registry' },
  {
    since: 16,
    triggers: true,
    vacuum: 'once',
    flush: 'flush_all',
    cursorFlushes: true,
    testMode: 'registry',
  },
  { since: 19, triggers: true, vacuum: 'pair', flush: 'flush_all', cursorFlushes: true, testMode: 'case' },
];

/** The scheduler of one major version, as new code should use it. */
export interface CronForm extends SchedulerRow {
  readonly major: number;
  /** How a batch is committed, and the cache dropped. */
  readonly release: ReleaseForm;
  /** `notify`: absolute numbers, and the caller commits; `commit`: commits by itself and gives the seconds left. */
  readonly progress: 'none' | 'notify' | 'commit';
  /** An `ir.cron` record has to say that it is called for ever: `numbercall` is 1 when nothing is said. */
  readonly countsCalls: boolean;
  /** Environment attribute that holds the cached values by field. */
  readonly fieldCache: 'cache._data' | 'transaction.field_data';
}

/** The versions that new code is written for where the workspace does not say which it is. */
export const CURRENT_MAJORS: readonly number[] = [16, 17, 18, 19];

/** The form of a major version; undefined for one that is older than the table. */
export function cronForm(major: number): CronForm | undefined {
  const row = SCHEDULERS.findLast(({ since }) => since <= major);
  return row === undefined
    ? undefined
    : {
        ...row,
        major,
        release: releaseForm(`${major}.0`),
        progress: progressOf(major),
        countsCalls: has('ir.cron fields', 'numbercall', major),
        fieldCache: has('env.cache', '_data', major) ? 'cache._data' : 'transaction.field_data',
      };
}

function progressOf(major: number): CronForm['progress'] {
  if (has('ir.cron', '_commit_progress', major)) return 'commit';
  return has('ir.cron', '_notify_progress', major) ? 'notify' : 'none';
}

/** Whether every release of a version has an API, and has it still. */
function has(on: ApiOwner, name: string, major: number): boolean {
  const row = CRON_API.find((one) => one.on === on && one.name === name);
  return row?.states.findLast(({ since }) => since <= major)?.is === 'there';
}
