// Which models inherit mail.thread in Odoo community, with their tracked fields, for workspaces without Odoo's sources.
// Source: read off running registries of 17.0, 18.0 and 19.0; made by scripts/mail-models.mjs from those readings.

import table from './mail-models.json' with { type: 'json' };

type Table = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const BY_MAJOR: Table = table;

/** Abstract models of Odoo that are a `mail.thread` by themselves. Source: addons/mail/models (16.0 to 19.0). */
export const MAIL_THREADS: readonly string[] = [
  'mail.thread',
  'mail.thread.blacklist',
  'mail.thread.cc',
  'mail.thread.main.attachment',
  'mail.thread.phone',
];

/** The tracked fields of a mail.thread model of a version; undefined when the model is none, or is not known. */
export function trackedFieldsOf(model: string, version: string | undefined): readonly string[] | undefined {
  const major = version?.split('.')[0] ?? '17';
  return (BY_MAJOR[major] ?? BY_MAJOR['17'])?.[model];
}
