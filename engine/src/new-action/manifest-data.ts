// Adds a file to the `data` of a manifest, and changes nothing else in it.

import { MAX_COLUMNS } from '../fixes/line-width';
import { depthStep, quoteOf, type Token, tokensOf } from '../fixes/python-tokens';
import { readManifest } from '../project/manifest';
import { indentAt, indentUnitOf, lineBreakOf, lineEnd, lineStart } from '../text/indentation';
import { applyEdits, type TextEdit } from '../text/text-edit';
import { Refusal } from './new-action';

/** The edits that load `file`; none when it is loaded. */
export function addDataFile(text: string, file: string): readonly TextEdit[] {
  const read = readManifest(text);
  if (read.kind === 'unreadable') {
    throw new Refusal(`The manifest cannot be changed: ${read.reason}. Odoo wants a plain dict there.`);
  }
  if (read.manifest.data.includes(file)) return [];
  const tokens = [...tokensOf(text, { start: 0, end: text.length })];
  const quote = quoteOf(text, { start: 0, end: text.length });
  const list = dataList(tokens);
  const edit = list ? inList(text, list, quote + file + quote) : newKey(text, tokens, quote, file);
  return [checked(edit, [...read.manifest.data, file], text)];
}

/** The edit, where the manifest then loads just these files: two keys `data`, or names put together from parts, do not. */
function checked(edit: TextEdit, wanted: readonly string[], text: string): TextEdit {
  const after = readManifest(applyEdits(text, [edit]));
  if (after.kind === 'manifest' && after.manifest.data.join('\n') === wanted.join('\n')) return edit;
  throw new Refusal(
    `The manifest’s \`data\` is written in an unusual way: add ${wanted.at(-1)} to it yourself.`,
  );
}

interface List {
  readonly open: Token;
  readonly close: Token;
  /** The last thing in it that is no comment and no line break. */
  readonly last: Token | undefined;
}

/** The brackets after the key `data` of the outer dict. */
function dataList(tokens: readonly Token[]): List | undefined {
  const code = tokens.filter(({ kind }) => kind !== 'comment' && kind !== 'newline');
  let depth = 0;
  for (const [index, token] of code.entries()) {
    const { text } = token;
    const open = code[index + 2];
    const isKey = depth === 1 && /^[ru]?(['"])data\1$/.test(text) && code[index + 1]?.text === ':';
    if (isKey && (open?.text === '[' || open?.text === '(')) return listFrom(code, index + 2, open);
    if (isKey) throw new Refusal('The manifest’s `data` is no list: nothing can be added to it.');
    depth += depthStep(token);
  }
  return undefined;
}

function listFrom(code: readonly Token[], from: number, open: Token): List | undefined {
  let depth = 0;
  for (let index = from; index < code.length; index++) {
    const token = code[index];
    if (!token) return undefined;
    depth += depthStep(token);
    if (depth === 0) {
      return { open, close: token, last: index > from + 1 ? code[index - 1] : undefined };
    }
  }
  return undefined;
}

function inList(text: string, { open, close, last }: List, item: string): TextEdit {
  // Brackets alone make no tuple.
  if (last === undefined) return insert(open.at.end, open.text === '(' ? `${item},` : item);
  const comma = last.text === ',';
  const oneLine = lineStart(text, open.at.start) === lineStart(text, close.at.start);
  const width = lineEnd(text, close.at.end) - lineStart(text, open.at.start) + item.length + 2;
  if (oneLine && width <= MAX_COLUMNS) {
    return insert(last.at.end, comma ? ` ${item},` : `, ${item}`);
  }
  if (oneLine) return broken(text, { open, close, last }, item);
  const indent = indentAt(text, last.at.start);
  const line = `${lineBreakOf(text)}${indent}${item},`;
  const end = lineEnd(text, last.at.end);
  // Where the list ends on the line of its last item, the new one goes between them.
  const place = close.at.start < end ? last.at.end : end;
  if (comma) return insert(place, line);
  const between = text.slice(last.at.end, place);
  return { at: { start: last.at.end, end: place }, newText: `,${between}${line}` };
}

/** A list that would be too long for its line gets one line an item. */
function broken(text: string, { open, close }: List, item: string): TextEdit {
  const eol = lineBreakOf(text);
  const outer = indentAt(text, open.at.start);
  const inner = outer + indentUnitOf(text);
  const items = [...tokensOf(text, { start: open.at.end, end: close.at.start })]
    .filter(({ kind }) => kind === 'string')
    .map((token) => token.text);
  const written = [...items, item].map((one) => `${inner}${one},${eol}`).join('');
  return { at: { start: open.at.end, end: close.at.start }, newText: `${eol}${written}${outer}` };
}

function newKey(text: string, tokens: readonly Token[], quote: string, file: string): TextEdit {
  const code = tokens.filter(({ kind }) => kind !== 'comment' && kind !== 'newline');
  const [last, close] = code.slice(-2);
  if (last === undefined || close?.text !== '}') throw new Refusal('The manifest does not end in a dict.');
  const eol = lineBreakOf(text);
  const entry = `${quote}data${quote}: [${quote}${file}${quote}],`;
  const first = code.find(({ text: one }) => one !== '{');
  const oneLine = first === undefined || lineStart(text, first.at.start) === lineStart(text, close.at.start);
  if (oneLine)
    return insert(last.at.end, `${last.text === ',' || last.text === '{' ? '' : ','} ${entry.slice(0, -1)}`);
  const end = lineEnd(text, last.at.end);
  const place = close.at.start < end ? last.at.end : end;
  const between = text.slice(last.at.end, place);
  const line = `${eol}${indentAt(text, first.at.start)}${entry}`;
  return {
    at: { start: last.at.end, end: place },
    newText: `${last.text === ',' ? '' : ','}${between}${line}`,
  };
}

function insert(offset: number, newText: string): TextEdit {
  return { at: { start: offset, end: offset }, newText };
}
