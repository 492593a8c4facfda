// What Odoo's versions took away, added and deprecated of what scheduled actions are made of.

import { anyOf, callOf } from '../text/call-words';
import { majorOf } from './version';

/** How a version has an API. `some`: only in its later releases. */
export type ApiState = 'there' | 'deprecated' | 'some' | 'missing';

/** What an API belongs to. */
export type ApiOwner = 'records' | 'ir.cron' | 'env.cache' | 'ir.cron fields';

/** One API through the versions. */
export interface ApiRow {
  readonly name: string;
  readonly on: ApiOwner;
  /** From a major version on, oldest first. */
  readonly states: readonly { readonly since: number; readonly is: ApiState; readonly use: string }[];
}

const REPORT_18 = '_notify_progress(done=…, remaining=…), then cr.commit()';
const MODERN_INVALIDATE = 'invalidate_model(), invalidate_recordset() or env.invalidate_all()';

/** The table. */
export const CRON_API: readonly ApiRow[] = [
  // 16.0 models.py: DeprecationWarning; 17.0 models.py has no such method.
  {
    name: 'invalidate_cache',
    on: 'records',
    states: [
      { since: 0, is: 'there', use: '' },
      { since: 16, is: 'deprecated', use: MODERN_INVALIDATE },
      { since: 17, is: 'missing', use: MODERN_INVALIDATE },
    ],
  },
  // 17.0 ir_cron.py has no progress; 18.0 ir_cron.py:734; 19.0 ir_cron.py:829, `@api.deprecated`.
  {
    name: '_notify_progress',
    on: 'ir.cron',
    states: [
      { since: 0, is: 'missing', use: 'cr.commit() for each batch, and _trigger() for the rest' },
      { since: 18, is: 'there', use: '' },
      { since: 19, is: 'deprecated', use: '_commit_progress(), which commits as well' },
    ],
  },
  // 18.0.post20250421 calls it once (auth_signup) and does not define it; 19.0 ir_cron.py:851.
  {
    name: '_commit_progress',
    on: 'ir.cron',
    states: [
      { since: 0, is: 'missing', use: 'cr.commit() for each batch, and _trigger() for the rest' },
      { since: 18, is: 'some', use: REPORT_18 },
      { since: 19, is: 'there', use: '' },
    ],
  },
  // 18.0 api.py:1071; 19.0 orm/environments.py:638: `__slots__ = ('transaction',)`.
  {
    name: '_data',
    on: 'env.cache',
    states: [
      { since: 0, is: 'there', use: '' },
      { since: 19, is: 'missing', use: 'env.transaction.field_data' },
    ],
  },
  // 17.0 ir_cron.py:67 and :68; 18.0 ir_cron.py has neither, and create() refuses what is no field (models.py:4610).
  ...['numbercall', 'doall'].map(
    (name): ApiRow => ({
      name,
      on: 'ir.cron fields',
      states: [
        { since: 0, is: 'there', use: '' },
        { since: 18, is: 'missing', use: '' },
      ],
    }),
  ),
];

/** A text that has none of these uses no API of the table in Python. */
export const CRON_API_WORDS = anyOf(
  callOf('invalidate_cache', '_notify_progress', '_commit_progress'),
  /\._data\b(?<=\bcache\._data)/,
);

/** An API as a version has it. */
export interface ApiUse {
  readonly row: ApiRow;
  readonly is: ApiState;
  /** What that version has instead. */
  readonly use: string;
}

/** What is not simply there in a version; nothing when the version is not known. */
export function obsoleteIn(odoo: string | undefined): readonly ApiUse[] {
  const major = majorOf(odoo);
  if (major === undefined) return [];
  return CRON_API.flatMap((row) => {
    const state = row.states.findLast(({ since }) => since <= major);
    return state === undefined || state.is === 'there' ? [] : [{ row, is: state.is, use: state.use }];
  });
}
