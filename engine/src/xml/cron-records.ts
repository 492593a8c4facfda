// `ir.cron` records of an XML data file, and the server actions that they may point to.

import { pythonString } from '../text/python-string';
import type { Span } from '../text/span';
import { type DataAttribute, type DataField, type DataRecord, readRecords } from './data-records';
import { type CodePiece, type EmbeddedCode, embeddedCode } from './embedded-code';
import { externalIdIn, type ModelReference, modelReferenceIn } from './model-reference';

/** What is common to a scheduled action and a server action. */
export interface ActionRecord {
  /** As written: with or without the addon's name. */
  readonly id: string | undefined;
  readonly at: Span;
  readonly model: ModelReference | undefined;
  readonly code: EmbeddedCode | undefined;
}

/** An `ir.cron` record. */
export interface CronRecord extends ActionRecord {
  readonly name: string | undefined;
  /** Undefined when it is written in a way that cannot be read; a record that does not say is active. */
  readonly active: boolean | undefined;
  /** `1 days`. */
  readonly interval: string | undefined;
  /** The method of a record for Odoo below 12 (`function`). */
  readonly method: string | undefined;
  /** External id of the `ir.actions.server` that holds the code, where it is a record of its own. */
  readonly serverAction: string | undefined;
  /** Fields that an XML record gives a value, each with its element. */
  readonly fields: readonly CronField[];
}

/** A field that a record gives a value. */
export interface CronField {
  readonly name: string;
  readonly at: Span;
}

/** What an XML data file says of scheduled actions. */
export interface CronRecords {
  readonly crons: readonly CronRecord[];
  readonly actions: readonly ActionRecord[];
}

const MODELS: ReadonlySet<string> = new Set(['ir.cron', 'ir.actions.server']);

/** Reads a data file; one that does not name `ir.cron` has nothing to say. Never throws, whatever the text. */
export function readCronRecords(text: string): CronRecords {
  if (!text.includes('ir.cron')) return { crons: [], actions: [] };
  const records = readRecords(text, MODELS);
  return {
    crons: records.filter((record) => record.model === 'ir.cron').map(toCron),
    actions: records.filter((record) => record.model === 'ir.actions.server').map(toAction),
  };
}

function toAction(record: DataRecord): ActionRecord {
  return {
    id: record.id,
    at: record.at,
    model: modelOf(record),
    code: codeOf(fieldOf(record, 'code')),
  };
}

function toCron(record: DataRecord): CronRecord {
  const action = fieldOf(record, 'ir_actions_server_id');
  return {
    ...toAction(record),
    name: valueIn(fieldOf(record, 'name')),
    active: activeOf(valueIn(fieldOf(record, 'active'))),
    interval: intervalOf(
      valueIn(fieldOf(record, 'interval_number')),
      valueIn(fieldOf(record, 'interval_type')),
    ),
    method: valueIn(fieldOf(record, 'function')),
    serverAction: action?.ref ?? externalIdIn(action?.eval?.value ?? ''),
    fields: record.fields.map(({ name, at }) => ({ name, at })),
  };
}

/** Joins a count and a unit as `1 days`; Odoo's defaults stand in for the one that is missing. */
export function intervalOf(count: string | undefined, unit: string | undefined): string | undefined {
  if (count === undefined && unit === undefined) return undefined;
  return `${count ?? '1'} ${unit ?? 'months'}`;
}

/** Whether an action with this `active` value runs; undefined for an expression. */
export function activeOf(value: string | undefined): boolean | undefined {
  if (value === undefined || /^(?:True|true|1)$/.test(value)) return true;
  if (/^(?:False|false|0|)$/.test(value)) return false;
  return undefined;
}

function fieldOf(record: DataRecord, name: string): DataField | undefined {
  return record.fields.findLast((field) => field.name === name);
}

/** The field's text, or the literal in its `eval`. */
function valueIn(field: DataField | undefined): string | undefined {
  if (field === undefined) return undefined;
  if (field.eval !== undefined) return pythonString(field.eval.value) ?? field.eval.value.trim();
  const text = field.text
    .map((piece) => piece.text)
    .join('')
    .trim();
  return text === '' ? undefined : text;
}

function modelOf(record: DataRecord): ModelReference | undefined {
  const field = fieldOf(record, 'model_id');
  if (field?.ref !== undefined) return { kind: 'external-id', id: field.ref.trim() };
  const expression = field?.eval?.value ?? field?.search;
  const reference = expression === undefined ? undefined : modelReferenceIn(expression);
  if (reference !== undefined) return reference;
  const name = valueIn(fieldOf(record, 'model')) ?? valueIn(fieldOf(record, 'model_name'));
  return name === undefined ? undefined : { kind: 'name', name };
}

function codeOf(field: DataField | undefined): EmbeddedCode | undefined {
  if (field === undefined) return undefined;
  return embeddedCode(field.eval === undefined ? field.text : piecesOfEval(field.eval));
}

/** The code in `eval="'model._x()'"`: placed exactly when nothing is escaped, else as the whole attribute. */
function piecesOfEval({ value, span }: DataAttribute): readonly CodePiece[] {
  const code = pythonString(value);
  if (code === undefined) return [];
  const plain = value.indexOf(code);
  const written = span.end - span.start === value.length;
  if (plain >= 0 && written) return [{ text: code, source: span.start + plain, sourceLength: code.length }];
  return [{ text: code, source: span.start, sourceLength: span.end - span.start }];
}
