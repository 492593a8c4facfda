// The `ir.cron` record of a new action, in a data file of its own or among the records that are there.

import type { CronForm } from '../odoo/cron-forms';
import { lines } from '../templates/batch-lines';
import { cronDocument, cronRecord } from '../templates/data-templates';
import { placeText } from '../templates/placed-text';
import { indentAt, indentUnitOf, lineBreakOf, lineStart } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { recordPlace } from '../xml/record-place';
import type { ActionNames } from './names';
import { moduleOf } from './names';
import { type NewActionRequest, Refusal } from './new-action';

/** The record, from column 0. */
export function actionRecord(form: CronForm, names: ActionNames, request: NewActionRequest): string {
  return cronRecord(form, {
    id: names.id,
    name: names.sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    model: `model_${moduleOf(request.model)}`,
    method: names.method,
    count: String(request.every),
    unit: request.unit,
  });
}

/** A file that holds the record alone. */
export function recordFile(record: string): string {
  return `<?xml version="1.0" encoding="utf-8" ?>\n${cronDocument(record)}\n`;
}

/** The edit that adds the record to a data file. */
export function addRecord(text: string, path: string, record: string): TextEdit {
  const place = recordPlace(text);
  if (place === undefined)
    throw new Refusal(`${path} does not end in </odoo>: no record can be added to it.`);
  const { offset, kept } = place;
  const start = lineStart(text, offset);
  const alone = text.slice(start, offset).trim() === '';
  const indent = indentAt(text, offset) + indentUnitOf(text);
  const wrapped = kept ? record : lines(0, '<data noupdate="1">', lines(4, record.split('\n')), '</data>');
  const eol = lineBreakOf(text);
  const written = `${indent}${placeText(wrapped, text, indent).asIs}${eol}`;
  const at = alone ? start : offset;
  return { at: { start: at, end: at }, newText: alone ? written : eol + written };
}
