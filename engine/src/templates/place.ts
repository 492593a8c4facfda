// Where a template may be written: at the beginning of a line, where a statement or a record can stand.

import { depthStep, tokensOf } from '../fixes/python-tokens';
import type { ClassOutline, FileOutline, MethodOutline } from '../outline/outline';
import { indentAt, lineEnd, lineStart } from '../text/indentation';
import type { Span } from '../text/span';
import { elementsAt } from '../xml/element-at';
import type { TemplateScope } from './template';

/** A place for templates. */
export interface TemplatePlace {
  readonly scope: TemplateScope;
  /** What is typed so far: it is replaced. */
  readonly word: Span;
  /** What a record needs around it to be kept from updates. */
  readonly around: 'nothing' | 'data' | 'document';
}

const LINE = /^[ \t]*([A-Za-z][\w-]*)?$/;

/** The word that is alone on the line before the offset, with nothing after it. */
export function wordAlone(text: string, offset: number): Span | undefined {
  const start = lineStart(text, offset);
  const match = LINE.exec(text.slice(start, offset));
  if (match === null || text.slice(offset, lineEnd(text, offset)).trim() !== '') return undefined;
  return { start: offset - (match[1]?.length ?? 0), end: offset };
}

/** The place in a Python file: in the body of a model's class, or of one of its methods. */
export function pythonPlace(text: string, word: Span, outline: FileOutline): TemplatePlace | undefined {
  const line = lineStart(text, word.start);
  const owner = classAround(text, line, outline);
  if (owner === undefined || word.start === line) return undefined;
  const method = owner.methods.findLast(({ span }) => span.start < line);
  const member = memberIndent(text, { start: (method ?? owner).span.start, end: line }, method);
  if (member === undefined) return undefined;
  const indent = text.slice(line, word.start);
  if (indent === member) return { scope: 'class', word, around: 'nothing' };
  const inside = method !== undefined && indent.startsWith(member);
  return inside ? { scope: 'method', word, around: 'nothing' } : undefined;
}

/** The model's class that an indented line belongs to: nothing in column 0 stands between. */
function classAround(text: string, line: number, { classes }: FileOutline): ClassOutline | undefined {
  const owner = classes.findLast(({ span }) => span.start < line);
  if (owner?.model === undefined) return undefined;
  return /^[^\s#]/m.test(text.slice(Math.min(owner.span.end, line), line)) ? undefined : owner;
}

/** The indentation of the class's members; undefined where the end of the range is in brackets or in a string. */
function memberIndent(text: string, range: Span, method: MethodOutline | undefined): string | undefined {
  let depth = 0;
  let header = method === undefined;
  let indent = method && indentAt(text, method.span.start);
  for (const token of tokensOf(text, range)) {
    if (token.at.end > range.end) return undefined;
    if (token.kind === 'newline' || token.kind === 'comment') continue;
    if (header) header = depth > 0 || token.text !== ':';
    else indent ??= indentAt(text, token.at.start);
    depth += depthStep(token);
  }
  return depth > 0 || header ? undefined : indent;
}

/** The place in a data file: among its records, or in a file that has no element yet. */
export function dataPlace(text: string, word: Span): TemplatePlace | undefined {
  const elements = elementsAt(text, word.end);
  if (elements === undefined) return undefined;
  const names = elements.map(({ name }) => name).join('/');
  if (names === '') {
    const empty = !/<\w/.test(text);
    return empty ? { scope: 'data', word, around: 'document' } : undefined;
  }
  if (!/^(?:odoo|(?:odoo|openerp)\/data)$/.test(names)) return undefined;
  const kept = elements.some(({ name, attributes }) => name === 'data' || attributes['noupdate'] === '1');
  return { scope: 'data', word, around: kept ? 'nothing' : 'data' };
}
