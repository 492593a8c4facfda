// All templates, and those that are right for a version.

import { CURRENT_MAJORS, cronForm } from '../odoo/cron-forms';
import { majorOf } from '../odoo/version';
import { BATCH_TEMPLATES } from './batch-templates';
import { DATA_TEMPLATES } from './data-templates';
import { MEMORY_TEMPLATES } from './memory-templates';
import { RECORD_TEMPLATES } from './record-templates';
import { SCHEDULER_TEMPLATES } from './scheduler-templates';
import type { Template } from './template';

/** Every template, in the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [
  ...BATCH_TEMPLATES,
  ...SCHEDULER_TEMPLATES,
  ...RECORD_TEMPLATES,
  ...MEMORY_TEMPLATES,
  ...DATA_TEMPLATES,
];

/** A template's text in the versions that have the same. */
export interface TemplateForm {
  readonly template: Template;
  /** Major versions, oldest first; never empty. */
  readonly majors: readonly number[];
  readonly text: string;
}

/** What is right for a version; for every current version, with those that have the same text together, when it is not known. */
export function templateForms(odoo: string | undefined): readonly TemplateForm[] {
  const major = majorOf(odoo);
  const majors = major === undefined ? CURRENT_MAJORS : [major];
  return TEMPLATES.flatMap((template) => formsOf(template, majors));
}

function formsOf(template: Template, majors: readonly number[]): readonly TemplateForm[] {
  const byText = new Map<string, number[]>();
  for (const major of majors) {
    const form = cronForm(major);
    const text = form && template.text(form);
    if (text !== undefined) byText.set(text, [...(byText.get(text) ?? []), major]);
  }
  return [...byText].map(([text, same]) => ({ template, majors: same, text }));
}
