// Moments in days from now, and spans of days, as far as code says them: for the windows of time in a domain.

import type { Arguments } from './evaluate-call';
import { PLAIN, type Value } from './value';

/** Days of what `timedelta` and `relativedelta` count in; shorter units make no difference here. */
const DAYS: Readonly<Record<string, number>> = { days: 1, weeks: 7, months: 30, years: 365 };
const SHORT_UNITS = /^(?:hours|minutes|seconds|microseconds|milliseconds)$/;

const NOW = /^(?:now|today|utcnow|context_today)$/;
const SPANS = /^(?:timedelta|relativedelta)$/;
/** Methods of a moment that give the same one, give or take a day. */
const SAME = /^(?:date|strftime|isoformat|astimezone)$/;
/** Functions that give a moment in another form. */
const CONVERTS = /^(?:to_string|to_date|to_datetime|combine|localize|context_timestamp)$/;

/** The moment or span that a call on something else than records gives; undefined when it gives none that is known. */
export function momentOfCall(
  name: string,
  on: Value,
  { positional, named, exact }: Arguments,
): Value | undefined {
  if (!exact) return undefined;
  if (NOW.test(name)) return { kind: 'plain', days: 0 };
  if (SPANS.test(name)) return positional.length === 0 ? spanOf(named) : undefined;
  if (SAME.test(name) || isWithinMonth(name, named)) return daysOf(on) === undefined ? undefined : on;
  return CONVERTS.test(name) ? positional.find((value) => daysOf(value) !== undefined) : undefined;
}

/** `today.replace(day=1)`: two of the same day of the month are as far apart as before. */
function isWithinMonth(name: string, named: Arguments['named']): boolean {
  return name === 'replace' && Object.keys(named).every((unit) => !/^(?:year|month)$/.test(unit));
}

function spanOf(named: Arguments['named']): Value | undefined {
  let span = 0;
  for (const [unit, value] of Object.entries(named)) {
    if (SHORT_UNITS.test(unit)) continue;
    const days = DAYS[unit];
    if (days === undefined || value.kind !== 'number') return undefined;
    span += days * value.value;
  }
  return { kind: 'plain', span };
}

/** `moment - span`, `moment + span`: by a span that is not known, it is no known moment any more. */
export function shifted(op: string, left: Value, right: Value): Value | undefined {
  const days = daysOf(left);
  if (days === undefined || (op !== '+' && op !== '-')) return undefined;
  const span = right.kind === 'plain' ? right.span : undefined;
  return span === undefined ? PLAIN : { kind: 'plain', days: op === '+' ? days + span : days - span };
}

/** Days from now, of a moment that is known; the past is negative. */
export function daysOf(value: Value): number | undefined {
  return value.kind === 'plain' ? value.days : undefined;
}
