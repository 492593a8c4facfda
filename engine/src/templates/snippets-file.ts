// The snippets that VS Code reads from a file. They know no workspace: each says its versions in what is typed for it.

import { cronDocument } from './data-templates';
import { snippetText } from './fill';
import { type TemplateForm, templateForms } from './registry';
import type { TemplateNeed } from './template';

/** The text of `snippets/odoo-cron.code-snippets`. */
export function snippetsFile(): string {
  const entries = templateForms(undefined).map((form) => [snippetName(form), snippetEntry(form)] as const);
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

/** `Odoo 16 and 17`. */
export function versionsText(majors: readonly number[]): string {
  return `Odoo ${listed(majors.map(String))}`;
}

/** `a, b and c`. */
function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${last}` : last;
}

/** The line that a need stands for at the top of a file. */
function needText(need: TemplateNeed): string {
  if (need === 'logger') return '_logger = logging.getLogger(__name__)';
  return need.name === undefined ? `import ${need.module}` : `from ${need.module} import ${need.name}`;
}

function snippetName({ template, majors }: TemplateForm): string {
  return `${template.title}, ${versionsText(majors)}`;
}

function snippetEntry({ template, majors, text }: TemplateForm): unknown {
  const data = template.scope === 'data';
  // `from odoo import …` is in every model's file.
  const unusual = template.needs.filter((need) => need === 'logger' || need.module !== 'odoo');
  const needs = unusual.map((need) => `\`${needText(need)}\``);
  return {
    scope: data ? 'xml' : 'python',
    // Unlike what the server offers: `cron` must not bring both.
    prefix: majors.map((major) => template.name.replace(/^cron/, `odoo${major}`)),
    description: `${template.detail}${needs.length > 0 ? ` Needs ${listed(needs)}.` : ''}`,
    body: snippetText(data ? cronDocument(text) : text).split('\n'),
  };
}
