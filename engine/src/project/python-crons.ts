// Scheduled actions that Python code makes (`env["ir.cron"].create`), and the methods that it sends to the job queue.

import type { ClassOutline, FileOutline } from '../outline/outline';
import { matchingBracket, skipTrivia, splitArguments, stringLiteralAt } from '../outline/skim-values';
import { pythonString } from '../text/python-string';
import type { Span } from '../text/span';
import { activeOf, type CronRecord, intervalOf } from '../xml/cron-records';
import { type EmbeddedCode, embeddedCode } from '../xml/embedded-code';
import { type ModelReference, modelReferenceIn } from '../xml/model-reference';
import { maskLiterals } from './code-calls';

/** A method that is called through `with_delay()` or `delayable()`. */
export interface JobTarget {
  /** The method's name where it is called. */
  readonly at: Span;
  /** Undefined when the line does not tell on which model. */
  readonly model: string | undefined;
  readonly method: string;
}

const CRON_MODEL = /\[\s*(['"])ir\.cron\1\s*\]/g;
const CREATE = /(?:\s*\.\s*(?!create\b)\w+\s*\([^()]*\))*\s*\.\s*create\s*\(/y;

/** The scheduled actions that a Python file creates with values written as a dict. */
export function readPythonCrons(text: string, outline: FileOutline): readonly CronRecord[] {
  const crons: CronRecord[] = [];
  for (const found of text.matchAll(CRON_MODEL)) {
    CREATE.lastIndex = found.index + found[0].length;
    if (!CREATE.test(text)) continue;
    const open = CREATE.lastIndex - 1;
    const close = matchingBracket(text, open, text.length);
    for (const values of dictsIn(text, open + 1, close)) crons.push(toCron(text, values, outline));
  }
  return crons;
}

function* dictsIn(text: string, from: number, end: number): Iterable<Span> {
  let open = text.indexOf('{', from);
  while (open >= 0 && open < end) {
    const close = matchingBracket(text, open, end);
    if (close < 0) return;
    yield { start: open, end: close + 1 };
    open = text.indexOf('{', close);
  }
}

function toCron(text: string, at: Span, outline: FileOutline): CronRecord {
  const values = new Map<string, Span>();
  for (const entry of splitArguments(text, at.start, at.end)) {
    const key = stringLiteralAt(text, entry.start);
    if (key === undefined) continue;
    const colon = skipTrivia(text, key.end, entry.end);
    if (text[colon] === ':')
      values.set(key.value, { start: skipTrivia(text, colon + 1, entry.end), end: entry.end });
  }
  const written = (name: string): string | undefined => {
    const span = values.get(name);
    return span === undefined ? undefined : text.slice(span.start, span.end).trim();
  };
  const value = (name: string): string | undefined => pythonString(written(name) ?? '') ?? written(name);
  return {
    id: undefined,
    at,
    model: modelIn(written('model_id') ?? '', classAt(outline, at.start)),
    code: codeAt(text, values.get('code')),
    name: pythonString(written('name') ?? ''),
    active: activeOf(written('active')),
    interval: intervalOf(value('interval_number'), value('interval_type')),
    method: pythonString(written('function') ?? ''),
    serverAction: undefined,
    fields: [],
  };
}

function modelIn(expression: string, owner: ClassOutline | undefined): ModelReference | undefined {
  const reference = modelReferenceIn(expression);
  if (reference !== undefined || !/\bself\._name\b/.test(expression)) return reference;
  return owner?.model === undefined ? undefined : { kind: 'name', name: owner.model.name };
}

function classAt(outline: FileOutline, offset: number): ClassOutline | undefined {
  return outline.classes.find(({ span }) => span.start <= offset && offset < span.end);
}

function codeAt(text: string, at: Span | undefined): EmbeddedCode | undefined {
  if (at === undefined) return undefined;
  const written = text.slice(at.start, at.end).trim();
  const code = pythonString(written);
  if (code === undefined) return undefined;
  const plain = written.indexOf(code);
  const piece =
    plain < 0
      ? { text: code, source: at.start, sourceLength: written.length }
      : { text: code, source: at.start + plain, sourceLength: code.length };
  return embeddedCode([piece]);
}

const DELAY = /\.\s*(?:with_delay|delayable)\s*\(/g;
const METHOD = /[\s\\]*\.[\s\\]*([A-Za-z_]\w*)\s*\(/y;
/** Longest receiver that is looked at, in characters. */
const RECEIVER_REACH = 300;

/** The job-queue targets of a Python file. */
export function readJobTargets(text: string, outline: FileOutline): readonly JobTarget[] {
  const targets: JobTarget[] = [];
  const calls = [...text.matchAll(DELAY)];
  // Docstrings and comments show how it is done.
  const masked = calls.length === 0 ? '' : maskLiterals(text);
  for (const delay of calls.filter(({ index }) => masked[index] === '.')) {
    const close = matchingBracket(text, delay.index + delay[0].length - 1, text.length);
    METHOD.lastIndex = close + 1;
    const name = close < 0 ? undefined : METHOD.exec(text)?.[1];
    if (name === undefined) continue;
    const start = text.lastIndexOf(name, METHOD.lastIndex);
    targets.push({
      at: { start, end: start + name.length },
      model: receiverModel(text, delay.index, outline),
      method: name,
    });
  }
  return targets;
}

/** The model that the text before the call names itself. */
function receiverModel(text: string, at: number, outline: FileOutline): string | undefined {
  const before = text.slice(Math.max(0, at - RECEIVER_REACH), at);
  const chain = String.raw`(?:\s*\.\s*(?:sudo|with_\w+|browse|search|exists|filtered|create)\s*\([^()]*\))*\s*$`;
  const named = new RegExp(String.raw`\benv\s*\[\s*['"]([\w.]+)['"]\s*\]${chain}`).exec(before)?.[1];
  if (named !== undefined) return named;
  const isSelf = new RegExp(String.raw`(?<![\w.\])])self${chain}`).test(before);
  return isSelf ? classAt(outline, at)?.model?.name : undefined;
}
