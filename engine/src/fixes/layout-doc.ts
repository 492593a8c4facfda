// Text with places where it may be broken, printed so that lines fit: Wadler's algorithm, as Prettier and ruff have it.

import { columns, MAX_COLUMNS } from './line-width';

/**
 * - `line`: a line break where its group is broken, else `flat`.
 * - `indent`: its lines stand one step deeper.
 * - `group`: on one line where it fits; `open` breaks it in any case.
 * - `if-broken`: text of a broken group only.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'line'; readonly flat: '' | ' ' }
  | { readonly kind: 'indent'; readonly doc: Doc }
  | { readonly kind: 'group'; readonly doc: Doc; readonly open: boolean }
  | { readonly kind: 'if-broken'; readonly text: string };

/** A line break, or nothing. */
export const SOFT_LINE: Doc = { kind: 'line', flat: '' };
/** A line break, or a blank. */
export const LINE: Doc = { kind: 'line', flat: ' ' };

/** A part that is broken as a whole; one that is opened opens those around it. */
export function group(doc: Doc, open = false): Doc {
  return { kind: 'group', doc, open: open || isOpen(doc) };
}

/** `(`, content a step deeper, `)`; `edge` are the brackets, or what takes their place. */
export function enclosed(open: Doc, content: Doc, close: Doc): Doc {
  return [open, { kind: 'indent', doc: [SOFT_LINE, content] }, SOFT_LINE, close];
}

/** Parts with something between them. */
export function joined(parts: readonly Doc[], between: Doc): Doc {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** Whether a group in it is broken in any case. */
export function isOpen(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(isOpen);
  if (doc.kind === 'group') return doc.open;
  return doc.kind === 'indent' && isOpen(doc.doc);
}

/** How lines are written. */
export interface LineStyle {
  readonly indent: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly eol: string;
}

interface Part {
  readonly indent: string;
  readonly broken: boolean;
  readonly doc: Doc;
}

/** The text, its first line without indentation. */
export function printDoc(doc: Doc, { indent, unit, eol }: LineStyle): string {
  const todo: Part[] = [{ indent, broken: true, doc }];
  let text = '';
  let line = indent;
  for (let part = todo.pop(); part; part = todo.pop()) {
    const { doc: each, broken } = part;
    if (typeof each !== 'string' && !isList(each) && each.kind === 'line' && broken) {
      text += `${line.slice(text === '' ? indent.length : 0)}${eol}`;
      line = part.indent;
    } else if (typeof each !== 'string' && !isList(each) && each.kind === 'group') {
      const flat = { ...part, broken: false, doc: each.doc };
      const isBroken = each.open || !fits(MAX_COLUMNS - columns(line), flat, todo);
      todo.push({ ...flat, broken: isBroken });
    } else {
      const written = textOf(each, broken);
      if (written === undefined) todo.push(...partsOf(part, unit));
      else line += written;
    }
  }
  return text === '' ? line.slice(indent.length) : text + line;
}

/** Whether a part, and what follows it up to where a line may end, has room. */
function fits(room: number, first: Part, rest: readonly Part[]): boolean {
  const todo = [first];
  let next = rest.length;
  for (let left = room; left >= 0; ) {
    const part = todo.pop() ?? rest[--next];
    if (!part) return true;
    const { doc, broken } = part;
    const isNode = typeof doc !== 'string' && !isList(doc);
    if (isNode && doc.kind === 'line' && broken) return true;
    if (isNode && doc.kind === 'group') {
      todo.push({ ...part, broken: doc.open || broken, doc: doc.doc });
      continue;
    }
    const written = textOf(doc, broken);
    if (written === undefined) todo.push(...partsOf(part, ''));
    else left -= written.length;
  }
  return false;
}

/** What is written of a leaf; undefined for what has parts. */
function textOf(doc: Doc, broken: boolean): string | undefined {
  if (typeof doc === 'string') return doc;
  if (isList(doc)) return undefined;
  if (doc.kind === 'line') return doc.flat;
  if (doc.kind === 'if-broken') return broken ? doc.text : '';
  return undefined;
}

/** The parts, the last one first. */
function partsOf(part: Part, unit: string): readonly Part[] {
  const { doc } = part;
  if (typeof doc === 'string') return [];
  if (isList(doc)) return doc.map((each) => ({ ...part, doc: each })).reverse();
  return doc.kind === 'indent' ? [{ ...part, indent: part.indent + unit, doc: doc.doc }] : [];
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
