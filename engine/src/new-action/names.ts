// Names that follow from what a new action does: of its method, its record, its test.

import type { NewActionRequest } from './new-action';
import { INTERVAL_UNITS, Refusal } from './new-action';

/** All names of one action. */
export interface ActionNames {
  /** `sync_partners`. */
  readonly slug: string;
  /** `_cron_sync_partners`. */
  readonly method: string;
  /** `_sync_partners_batch`. */
  readonly batch: string;
  /** External id of the record: `ir_cron_sync_partners`. */
  readonly id: string;
  /** `test_cron_sync_partners`. */
  readonly testFile: string;
  /** `TestCronSyncPartners`. */
  readonly testClass: string;
  /** As a sentence without its full stop. */
  readonly sentence: string;
}

/** Longer ones make lines of code that are too long. */
const MAX_TITLE = 40;

/** Checks what was asked for, and names everything. */
export function namesOf({ model, title, every, unit }: NewActionRequest): ActionNames {
  const words = title.trim().replace(/\.$/, '');
  if (!/^[a-z_][\w.]*$/.test(model))
    throw new Refusal(`"${model}" is no name of a model: res.partner is one.`);
  if (!Number.isInteger(every) || every < 1) throw new Refusal('The interval is a whole number, 1 or more.');
  if (!INTERVAL_UNITS.includes(unit)) throw new Refusal(`The interval is in ${INTERVAL_UNITS.join(', ')}.`);
  if (words.length > MAX_TITLE) throw new Refusal(`What it does has to fit in ${MAX_TITLE} characters.`);
  if (/["\\\p{C}]/u.test(words)) throw new Refusal('What it does has no quotes, backslashes or line breaks.');
  const slug = slugOf(words);
  if (!/^[a-z]/.test(slug))
    throw new Refusal('What it does begins with a letter: the method is named for it.');
  return {
    slug,
    method: `_cron_${slug}`,
    batch: `_${slug}_batch`,
    id: `ir_cron_${slug}`,
    testFile: `test_cron_${slug}`,
    testClass: `TestCron${camelCase(slug)}`,
    sentence: words.charAt(0).toUpperCase() + words.slice(1),
  };
}

/** `res_partner`, the module of a class for `res.partner`. */
export function moduleOf(model: string): string {
  return model.replaceAll('.', '_');
}

/** `ResPartner`. */
export function camelCase(text: string): string {
  return text
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function slugOf(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}
