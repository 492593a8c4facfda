// What a template is. Its text is code with its places to fill in between « and »: the same words twice are one place,
// `«a|b»` is a choice, and `«»` is where the cursor ends.

import type { CronForm } from '../odoo/cron-forms';

/** Where a template may stand: in the body of a model's class, in the body of a method, or among data records. */
export type TemplateScope = 'class' | 'method' | 'data';

/** Something that the top of the file has to have. `logger` is `_logger = logging.getLogger(__name__)`. */
export type TemplateNeed = { readonly module: string; readonly name?: string } | 'logger';

/** Where `@api.model` and `@api.autovacuum` come from. */
export const API: TemplateNeed = { module: 'odoo', name: 'api' };

/** A template, in all versions of Odoo. */
export interface Template {
  /** What is typed to get it: `cron-keyset`. */
  readonly name: string;
  readonly scope: TemplateScope;
  /** A line for a list: `Cron in batches by id`. */
  readonly title: string;
  /** What it does and when to take it: a sentence or two. */
  readonly detail: string;
  readonly needs: readonly TemplateNeed[];
  /** Its text in a version, indented by four spaces from column 0; undefined where the version has nothing of the kind. */
  text(form: CronForm): string | undefined;
}
