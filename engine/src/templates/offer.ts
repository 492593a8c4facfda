// Which templates a place is offered, and what each writes there.

import type { FileOutline } from '../outline/outline';
import { lineStart } from '../text/indentation';
import type { Span } from '../text/span';
import type { TextEdit } from '../text/text-edit';
import { lines } from './batch-lines';
import { cronDocument } from './data-templates';
import { plainText, snippetText } from './fill';
import { needEdit } from './needs';
import { dataPlace, pythonPlace, type TemplatePlace, wordAlone } from './place';
import { type PlacedText, placeText } from './placed-text';
import { TEMPLATES, type TemplateForm, templateForms } from './registry';
import { versionsText } from './snippets-file';
import type { Template } from './template';

/** A template at a place of a file. */
export interface TemplateOffer {
  readonly template: Template;
  /** `cron-keyset`; with a version where the workspace's is not known. */
  readonly label: string;
  /** What is typed for it here. */
  readonly typed: string;
  /** `Odoo 16 and 17`. */
  readonly versions: string;
  /** What is replaced. */
  readonly at: Span;
  readonly plain: PlacedText;
  /** The same with places to tab through. */
  readonly snippet: PlacedText;
}

/** The file that is asked about. */
export interface OfferFile {
  readonly path: string;
  readonly text: string;
  /** Of a Python file; asked for only where a template may stand. */
  readonly outline: () => FileOutline | undefined;
  readonly odoo: string | undefined;
}

/** Also typed for every template: `odoo-cron-keyset`. */
const LONG = 'odoo-';

/** What is offered at an offset: nothing but at a line's beginning, for a word that begins like a template's name. */
export function offerTemplates(file: OfferFile, offset: number): readonly TemplateOffer[] {
  const word = wordAlone(file.text, offset);
  if (word === undefined) return [];
  const typed = file.text.slice(word.start, word.end);
  const long = typed.startsWith(LONG) ? LONG : '';
  if (!`${long}cron-`.startsWith(typed.slice(0, long.length + 'cron-'.length))) return [];
  const place = placeIn(file, word);
  if (place === undefined) return [];
  return templateForms(file.odoo)
    .filter(({ template }) => template.scope === place.scope)
    .map((form) => offer(file, place, form, long))
    .filter((one) => one.typed.startsWith(typed));
}

function placeIn({ path, text, outline }: OfferFile, word: Span): TemplatePlace | undefined {
  if (path.endsWith('.xml')) return dataPlace(text, word);
  const found = path.endsWith('.py') ? outline() : undefined;
  return found && pythonPlace(text, word, found);
}

function offer(file: OfferFile, place: TemplatePlace, form: TemplateForm, long: string): TemplateOffer {
  const { template, majors } = form;
  const label = file.odoo === undefined ? `${template.name}-${majors.at(-1)}` : template.name;
  const text = wrapped(form.text, place);
  const indent = file.text.slice(lineStart(file.text, place.word.start), place.word.start);
  return {
    template,
    label,
    typed: long + label,
    versions: versionsText(majors),
    at: place.word,
    plain: placeText(plainText(text), file.text, indent),
    snippet: placeText(snippetText(text), file.text, indent),
  };
}

function wrapped(text: string, { around }: TemplatePlace): string {
  if (around === 'nothing') return text;
  if (around === 'document') return cronDocument(text);
  return lines(0, '<data noupdate="1">', lines(4, text.split('\n')), '</data>');
}

/** The edit at the top of the file for a template by its name, whose word begins at `typed`. */
export function needsOf({ text, outline }: OfferFile, name: string, typed: number): TextEdit | undefined {
  const needs = TEMPLATES.find((template) => template.name === name)?.needs ?? [];
  const { classes = [], functions = [] } = outline() ?? {};
  const headEnd = Math.min(text.length, ...[...classes, ...functions].map(({ span }) => span.start));
  return needs.length === 0 ? undefined : needEdit({ text, headEnd, typed }, needs);
}
