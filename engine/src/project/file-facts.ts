// What the index keeps of one file: only plain facts, and the text where something may have to be read again.

import { hasAnywhereWords } from '../odoo/anywhere-words';
import type { FileOutline, MethodOutline } from '../outline/outline';
import { mayDeclareModels, skimOutline } from '../outline/skim-outline';
import { LineIndex } from '../text/line-index';
import { isCronCsv, readCronCsv } from '../xml/cron-csv';
import { readCronRecords } from '../xml/cron-records';
import type { CronFacts, OnLine, ScheduledMethod } from './cron-entries';
import { isManifestPath, type ManifestRead, readManifest } from './manifest';
import { readJobTargets, readPythonCrons } from './python-crons';
import { isReleasePath, readRelease } from './version-detection';

/** The facts of one file. */
export interface FileFacts {
  /** Kept only when the file declares models, scheduled actions or containers that code may fill, or does what may be wrong anywhere. */
  readonly text: string | undefined;
  readonly outline: FileOutline | undefined;
  readonly manifest: ManifestRead | undefined;
  readonly release: string | undefined;
  readonly crons: CronFacts | undefined;
  /** Whether the text may hold what a rule reports anywhere; undefined where nobody looked: it is being edited. */
  readonly mayMatch: boolean | undefined;
}

/** Whether a text may hold what a rule reports anywhere, or a suppression. */
export type MayMatch = (text: string) => boolean;

const NOTHING: FileFacts = {
  text: undefined,
  outline: undefined,
  manifest: undefined,
  release: undefined,
  crons: undefined,
  mayMatch: undefined,
};

/** A module- or class-level name that starts out as a container or `None`, seen from afar. */
const MAY_BIND = /^[ \t]*[A-Za-z_]\w*[ \t]*(?::[^=\r\n]+)?=[ \t]*(?:[[{]|None\b|(?:\w+\.)*[A-Za-z]\w+\()/m;

/** Reads a file from disk. Never throws, whatever its text. */
export function readFileFacts(path: string, text: string, mayMatch: MayMatch): FileFacts {
  if (path.endsWith('.py')) return readPython(path, text, mayMatch);
  if (path.endsWith('.xml')) {
    const { crons, actions } = readCronRecords(text);
    if (crons.length === 0 && actions.length === 0) return NOTHING;
    const facts: CronFacts = { kind: 'xml', records: onLines(text, crons), actions, methods: [] };
    return { ...NOTHING, text, crons: facts, mayMatch: mayMatch(text) };
  }
  if (!isCronCsv(path)) return NOTHING;
  const records = onLines(text, readCronCsv(text));
  const facts: CronFacts = { kind: 'csv', records, actions: [], methods: [] };
  return { ...NOTHING, text, crons: facts, mayMatch: mayMatch(text) };
}

function readPython(path: string, text: string, mayMatch: MayMatch): FileFacts {
  if (isManifestPath(path)) return { ...NOTHING, manifest: readManifest(text), mayMatch: false };
  if (isReleasePath(path)) return { ...NOTHING, release: readRelease(text), mayMatch: false };
  // The looks that cost most come last: most files that matter declare something.
  const mayDeclare = mayDeclareModels(text) || MAY_BIND.test(text);
  if (!mayDeclare && !mayAct(text)) return NOTHING;
  const outline = skimOutline(text);
  const declares =
    outline.bindings.length > 0 ||
    outline.classes.some(({ model, bindings }) => model !== undefined || bindings.length > 0);
  return declares || mayAct(text) ? { ...pythonFacts(text, outline), mayMatch: mayMatch(text) } : NOTHING;
}

/** Does what may be wrong anywhere, or schedules something: hooks do so without declaring a model. */
function mayAct(text: string): boolean {
  return hasAnywhereWords(text) || MAY_SCHEDULE.test(text);
}

/** What makes Python code schedule something, seen from afar. */
const MAY_SCHEDULE = /\.\s*(?:with_delay|delayable)\b|\[\s*['"]ir\.cron['"]/;

/** The facts of a Python file whose outline is known; `previous` are those before an edit, and save most of the reading. */
export function pythonFacts(text: string, outline: FileOutline, previous?: FileFacts): FileFacts {
  const methods = autovacuumMethods(outline);
  const schedules = maySchedule(text, outline, previous);
  if (methods.length === 0 && !schedules) return { ...NOTHING, text, outline };
  const targets = schedules ? readJobTargets(text, outline) : [];
  for (const target of targets) methods.push({ kind: 'job', ...target });
  const records = schedules ? readPythonCrons(text, outline) : [];
  if (methods.length === 0 && records.length === 0) return { ...NOTHING, text, outline };
  const crons: CronFacts = {
    kind: 'python',
    records: onLines(text, records),
    actions: [],
    methods: onLines(text, methods),
  };
  return { ...NOTHING, text, outline, crons };
}

/** After an edit in a file that scheduled nothing, only the methods with a new text can. */
function maySchedule(text: string, outline: FileOutline, previous: FileFacts | undefined): boolean {
  if (previous?.outline === undefined || previous.crons !== undefined) return MAY_SCHEDULE.test(text);
  const changed = (old: readonly MethodOutline[] | undefined, now: readonly MethodOutline[]): boolean =>
    now.some(
      ({ hash, span }, i) => hash !== old?.[i]?.hash && MAY_SCHEDULE.test(text.slice(span.start, span.end)),
    );
  const { functions, classes } = previous.outline;
  return (
    changed(functions, outline.functions) ||
    outline.classes.some(({ methods }, i) => changed(classes[i]?.methods, methods))
  );
}

function autovacuumMethods(outline: FileOutline): ScheduledMethod[] {
  const methods: ScheduledMethod[] = [];
  for (const { model, methods: declared } of outline.classes) {
    if (model === undefined) continue;
    for (const { name, nameAt, decorators } of declared) {
      if (decorators.some((decorator) => decorator === 'autovacuum' || decorator.endsWith('.autovacuum'))) {
        methods.push({ kind: 'autovacuum', model: model.name, method: name, at: nameAt });
      }
    }
  }
  return methods;
}

function onLines<T extends { readonly at: { readonly start: number } }>(
  text: string,
  values: readonly T[],
): OnLine<T>[] {
  if (values.length === 0) return [];
  const lines = new LineIndex(text);
  return values.map((value) => ({ value, line: lines.positionAt(value.at.start).line }));
}
