// `ir.cron.csv`: the same scheduled actions as rows of a table.

import { activeOf, type CronRecord, intervalOf } from './cron-records';
import type { CodePiece } from './embedded-code';
import { embeddedCode } from './embedded-code';
import type { ModelReference } from './model-reference';

/** A cell: the pieces of its text, each with its place. */
type Cell = readonly CodePiece[];

interface Row {
  readonly cells: readonly Cell[];
  readonly start: number;
  readonly end: number;
}

/** Whether a data file's name makes it a table of scheduled actions (`odoo/tools/convert.py`: the model is the stem). */
export function isCronCsv(path: string): boolean {
  return /(?:^|\/)ir\.cron(?:-[^/]*)?\.csv$/.test(path);
}

/** Reads a table of `ir.cron`; a row without an id column still counts. Never throws. */
export function readCronCsv(text: string): readonly CronRecord[] {
  const [header, ...rows] = readRows(text);
  if (header === undefined) return [];
  const columns = new Map(header.cells.map((cell, index) => [textOf(cell).trim(), index]));
  return rows
    .filter((row) => row.cells.some((cell) => textOf(cell).trim() !== ''))
    .map((row) => toCron(row, columns));
}

function toCron(row: Row, columns: ReadonlyMap<string, number>): CronRecord {
  const cell = (name: string): Cell => row.cells[columns.get(name) ?? -1] ?? [];
  const value = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(cell(name)).trim()).find((text) => text !== '');
  const external = value('model_id:id', 'model_id/id');
  const plain = value('model_name', 'model');
  const model: ModelReference | undefined =
    external !== undefined
      ? { kind: 'external-id', id: external }
      : plain !== undefined
        ? { kind: 'name', name: plain }
        : undefined;
  return {
    id: value('id'),
    at: { start: row.start, end: row.end },
    model,
    code: embeddedCode(cell('code')),
    name: value('name', 'cron_name'),
    active: activeOf(value('active')),
    interval: intervalOf(value('interval_number'), value('interval_type')),
    method: value('function'),
    serverAction: value('ir_actions_server_id:id', 'ir_actions_server_id/id'),
    fields: [],
  };
}

function textOf(cell: Cell): string {
  return cell.map((piece) => piece.text).join('');
}

const PLAIN_CELL = /[^,\r\n]*/y;

function readRows(text: string): Row[] {
  const rows: Row[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const start = at;
    const cells: Cell[] = [];
    for (;;) {
      const [cell, after] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
      cells.push(cell);
      at = after;
      if (text[at] !== ',') break;
      at++;
    }
    rows.push({ cells, start, end: at });
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

function plainCell(text: string, at: number): readonly [Cell, number] {
  PLAIN_CELL.lastIndex = at;
  const value = PLAIN_CELL.exec(text)?.[0] ?? '';
  return [[{ text: value, source: at, sourceLength: value.length }], at + value.length];
}

/** A cell in quotes: `""` stands for one quote; what follows the closing quote up to the comma is dropped. */
function quotedCell(text: string, at: number): readonly [Cell, number] {
  const pieces: CodePiece[] = [];
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    if (end > from) pieces.push({ text: text.slice(from, end), source: from, sourceLength: end - from });
    if (text[end + 1] !== '"') {
      PLAIN_CELL.lastIndex = Math.min(end + 1, text.length);
      PLAIN_CELL.exec(text);
      return [pieces, Math.min(Math.max(PLAIN_CELL.lastIndex, end), text.length)];
    }
    pieces.push({ text: '"', source: end, sourceLength: 2 });
    from = end + 2;
  }
}
