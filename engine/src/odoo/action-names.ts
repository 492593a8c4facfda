// The names that the code of a scheduled action has: safe_eval's builtins, and what server actions are run with.

import { majorOf } from './version';

/** Source: `_BUILTINS` in odoo/tools/safe_eval.py, the same from 14.0 to 19.0. Nothing else of Python is there. */
const BUILTINS: ReadonlySet<string> = new Set(
  (
    '__import__ True False None bytes str unicode bool int float enumerate dict list tuple map abs min max sum reduce ' +
    'filter sorted round len repr set all any ord chr divmod isinstance range xrange zip Exception'
  ).split(' '),
);

interface ContextName {
  readonly name: string;
  /** Major versions that have it: from, and up to. */
  readonly since?: number;
  readonly until?: number;
}

/** Source: `_get_eval_context` of ir.actions.actions and ir.actions.server in base/models/ir_actions.py, 14.0 to 19.0. */
const CONTEXT: readonly ContextName[] = [
  ...(
    'uid user time datetime dateutil timezone float_compare b64encode b64decode ' +
    'env model UserError record records log'
  )
    .split(' ')
    .map((name) => ({ name })),
  { name: 'Warning', until: 16 },
  { name: 'Command', since: 15 },
  { name: '_logger', since: 17 },
];

/** What website and base_automation add to it, where they are installed. */
const OF_ADDONS: ReadonlySet<string> = new Set(['request', 'json', 'payload']);

const FIRST_KNOWN = 14;
const LAST_KNOWN = 19;

/** Whether the code of an action surely has no such name, unless it binds it or an addon adds it. */
export function isNoActionName(name: string, version: string | undefined): boolean {
  if (BUILTINS.has(name) || OF_ADDONS.has(name)) return false;
  const major = majorOf(version);
  if (major !== undefined && (major < FIRST_KNOWN || major > LAST_KNOWN)) return false;
  const row = CONTEXT.find((each) => each.name === name);
  if (row === undefined || major === undefined) return row === undefined;
  return major < (row.since ?? FIRST_KNOWN) || major > (row.until ?? LAST_KNOWN);
}

/** What people look for under a name that is not there. */
export const ACTION_NAMES_INSTEAD: Readonly<Record<string, string>> = {
  self: 'model',
  relativedelta: 'dateutil.relativedelta.relativedelta',
  timedelta: 'datetime.timedelta',
  fields: 'datetime',
  print: 'log',
};
