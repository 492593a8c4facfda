// Words of what is wrong in any code of an addon: a file that has one is kept although it declares no model.

import { anyOf, callOf } from '../text/call-words';
import { CLEARING_WORDS } from './clearing-calls';
import { CRON_API_WORDS } from './cron-api';
import { RESOURCE_WORDS } from './resources';

/** A text that does not have this traces no memory. */
export const TRACING_WORDS = callOf('tracemalloc\\.start');

const WORDS = anyOf(RESOURCE_WORDS, TRACING_WORDS, CRON_API_WORDS, CLEARING_WORDS);

/** Whether a text has any of the words. */
export function hasAnywhereWords(text: string): boolean {
  return WORDS.test(text);
}
