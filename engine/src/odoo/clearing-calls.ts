// Calls that drop cached values without writing first what is pending.
// Sources: odoo/api.py Environment.clear, invalidate_all, Cache.clear and Cache.invalidate (17.0: 711, 719, 1315, 1286),
// odoo/models.py invalidate_model and invalidate_recordset (17.0: 6730, 6745), odoo/orm/environments.py (19.0: 350, 357,
// 877, 898). Up to 15.0 pending writes are not in the cache (`Transaction.towrite`): only `env.clear()` drops them.

import { anyOf, callOf } from '../text/call-words';

/** One such call. */
export interface ClearingCall {
  /** What it is called on. */
  readonly on: 'env' | 'cache' | 'records';
  readonly method: string;
  /** First major version in which it loses writes. */
  readonly since: number;
  /** It also forgets what waits to be computed. */
  readonly dropsComputations: boolean;
  /** It does so only with `flush=False`; the position of that argument, from 0. */
  readonly flushAt?: number;
  /** The position of the fields that it is limited to, when it takes any. */
  readonly fieldsAt?: number;
}

/** The table. */
export const CLEARING_CALLS: readonly ClearingCall[] = [
  { on: 'env', method: 'clear', since: 13, dropsComputations: true },
  { on: 'env', method: 'invalidate_all', since: 16, dropsComputations: false, flushAt: 0 },
  { on: 'cache', method: 'clear', since: 16, dropsComputations: false },
  { on: 'cache', method: 'invalidate', since: 16, dropsComputations: false, fieldsAt: 0 },
  {
    on: 'records',
    method: 'invalidate_model',
    since: 16,
    dropsComputations: false,
    flushAt: 1,
    fieldsAt: 0,
  },
  {
    on: 'records',
    method: 'invalidate_recordset',
    since: 16,
    dropsComputations: false,
    flushAt: 1,
    fieldsAt: 0,
  },
];

/** A text that has none of these makes no such call. */
export const CLEARING_WORDS = anyOf(
  callOf('env\\.clear', 'cache\\.clear', 'cache\\.invalidate'),
  /\((?<=\binvalidate_\w+\()[^)]*(?:flush\s*=\s*False|\bFalse\s*\))/,
);
