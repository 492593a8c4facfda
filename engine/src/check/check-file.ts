// One file → its findings: every rule over what is scheduled in it, over its methods, over what it declares.

import type { NoFix } from '../fixes/fix';
import type { FixContext } from '../fixes/fix-context';
import type { ClassOutline, MethodOutline } from '../outline/outline';
import { ANY_WORDS, RULES } from '../rules/registry';
import type {
  DataContext,
  DirectCron,
  FileContext,
  FileFinding,
  LocalFinding,
  MethodQuestions,
  Rule,
  ScheduledBase,
  ScheduledCode,
  ScheduledContext,
} from '../rules/rule';
import type { ScheduledEntry } from '../scheduled/entry';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { MethodRef } from '../semantics/program';
import type { Settings } from '../settings';
import { detach } from '../text/detach';
import type { LineIndex } from '../text/line-index';
import { type LocalSpan, type Span, toFile } from '../text/span';
import { isExcluded } from './is-excluded';
import type { FileReport, Finding, Place, Related, Severity } from './report';
import { applySuppressions, UNUSED_SUPPRESSION } from './suppression';

/** What checking a file needs of the workspace. */
export interface CheckHost {
  readonly settings: Settings;
  text(path: string): string | undefined;
  lines(path: string, text: string): LineIndex;
  /** Scheduled runs in a file, with the way that proves each. */
  scheduled(path: string): readonly ScheduledRuns[];
  /** Methods of a file, scheduled or not. */
  methods(path: string): readonly {
    readonly method: MethodOutline;
    readonly owner: ClassOutline | undefined;
    readonly ref: MethodRef;
  }[];
  /** Whether words of any rule may stand in a file. */
  mayHoldWords(path: string): boolean;
  /** Whether the words stand in a method of a file. */
  mayMatch(path: string, words: RegExp, method: MethodOutline): boolean;
  /** The facts of a method called in no particular way. */
  plainRun(ref: MethodRef): MethodFacts | undefined;
  questions(run: MethodFacts): MethodQuestions;
  context(run: MethodFacts, base: ScheduledBase): ScheduledContext;
  /** What the rules found in a run before, while nothing that they look at is different; else what `find` gives. */
  foundIn(run: MethodFacts, find: () => RunFindings): RunFindings;
  fixContext(run: MethodFacts, path: string, scheduled: ScheduledAs): FixContext;
  fileContext(path: string): FileContext | undefined;
  /** What a data file declares; undefined for any other file. */
  dataContext(path: string): DataContext | undefined;
  placeOf(
    ref: MethodRef,
  ): { readonly path: string; readonly start: number; readonly nameAt: Span } | undefined;
  isTypedNow(ref: MethodRef): boolean;
  /** Whether an editor has the file open. */
  isOpen(path: string): boolean;
}

/** How a method comes to run: a scheduled action calls it, its work is scheduled in another way, or others call it too. */
export type ScheduledAs = 'cron' | 'otherwise' | 'no';

/** The runs of one scheduled method or code. */
export interface ScheduledRuns {
  readonly ref: MethodRef;
  readonly runs: readonly MethodFacts[];
  readonly entry: ScheduledEntry;
  readonly way: readonly MethodRef[];
  /** Present for code in a data file: where its characters stand. */
  readonly toFile?: (at: LocalSpan) => Span;
}

/** What the rules find in one scheduled run. */
export interface RunFindings {
  readonly found: readonly { readonly rule: Rule; readonly finding: LocalFinding }[];
  /** False where a rule looked at the rest of the file, which changes with every key. */
  readonly lasts: boolean;
}

const NOT_CHECKED = /(^|\/)(tests?|test_\w+|migrations|upgrades|static|node_modules|setup)\//;
const FROM_IMPORTS = /^[ \t]*from[ \t]+\S+[ \t]+import\b(?:[^\n(]*\([^)]*\)|.*)/gm;

/** A rule that looks at methods whose text has its words. */
type MethodRule = Rule & Required<Pick<Rule, 'checkMethod' | 'words'>>;

const METHOD_RULES = RULES.filter(
  (rule): rule is MethodRule => rule.checkMethod !== undefined && rule.words !== undefined,
);
const RANK: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

interface Draft {
  readonly rule: Rule;
  readonly at: Span;
  readonly severity: Severity;
  readonly finding: LocalFinding;
  readonly from: ScheduledRuns | undefined;
  readonly method: string | undefined;
}

/** Checks one file. Never throws for any text. */
export function checkFile(path: string, host: CheckHost): FileReport {
  const text = host.text(path);
  if (text === undefined || NOT_CHECKED.test(path) || isExcluded(path, host.settings.exclude)) {
    return { path, findings: [] };
  }
  const drafts = [...scheduledDrafts(path, host), ...methodDrafts(path, text, host)];
  const findings = [
    ...drafts.map((draft) => place(draft, path, text, host)),
    ...fileFindings(path, text, host),
  ];
  const language = path.endsWith('.py') ? 'python' : 'xml';
  const lines = host.lines(path, text);
  const levels = host.settings.rules;
  const names = {
    known: new Set([...RULES.map(({ id }) => id), UNUSED_SUPPRESSION]),
    off: new Set(Object.keys(levels).filter((rule) => levels[rule] === 'off')),
  };
  const { kept, unused } = applySuppressions({ path, text, lines, language }, findings, names);
  const shown = [...kept, ...unused].filter(({ rule }) => levels[rule] !== 'off');
  return { path, findings: shown.sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : 1)) };
}

function scheduledDrafts(path: string, host: CheckHost): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const from of host.scheduled(path)) {
    const start = from.toFile ? 0 : host.placeOf(from.ref)?.start;
    if (start === undefined || host.isTypedNow(from.ref)) continue;
    for (const run of from.runs) {
      if (!run.ir.complete) continue;
      for (const { rule, finding } of host.foundIn(run, () => findIn(run, from, start, path, host)).found) {
        const at = from.toFile ? from.toFile(finding.at) : toFile(finding.at, start);
        keepWorst(drafts, {
          rule,
          at,
          severity: severityOf(rule, finding, from),
          finding,
          from,
          method: from.ref.name,
        });
      }
    }
  }
  return [...drafts.values()];
}

/** What is found is kept with this text: of a file that is edited, a slice would hold a version that is over, whole. */
function methodText(path: string, { start, end }: Span, host: CheckHost): string {
  const text = (host.text(path) ?? '').slice(start, end);
  return host.isOpen(path) ? detach(text) : text;
}

function findIn(
  run: MethodFacts,
  from: ScheduledRuns,
  start: number,
  path: string,
  host: CheckHost,
): RunFindings {
  const text = from.toFile
    ? (from.entry.code?.text ?? '')
    : methodText(path, { start, end: start + run.ir.at.end }, host);
  let lasts = true;
  const context = host.context(run, {
    ...host.questions(run),
    text,
    fileText: () => {
      lasts = false;
      return host.text(path) ?? '';
    },
    owner: undefined,
    // Code in a data file stands for a method whose text begins at 0.
    fixContext: () =>
      from.toFile
        ? { ...host.fixContext(run, path, 'otherwise'), text }
        : host.fixContext(run, path, scheduledAs(from)),
    code: codeOf(from),
    cron: cronOf(from),
  });
  const found = RULES.flatMap((rule) =>
    [...(rule.checkScheduled?.(run, context) ?? [])].map((finding) => ({ rule, finding })),
  );
  return { found, lasts };
}

/** What a rule may know of code in a data file. */
function codeOf({ toFile, entry: { code, active, certainty } }: ScheduledRuns): ScheduledCode | undefined {
  return toFile && code ? { text: code.text, loaded: certainty === 'loaded', active } : undefined;
}

function scheduledAs(from: ScheduledRuns): ScheduledAs {
  if (from.way.length > 1) return 'no';
  return cronOf(from) ? 'cron' : 'otherwise';
}

/** The scheduled action that calls the runs' method itself. */
function cronOf({ toFile, way, entry }: ScheduledRuns): DirectCron | undefined {
  if (toFile || way.length !== 1 || entry.kind !== 'cron') return undefined;
  return { interval: entry.interval, code: entry.code?.text };
}

function severityOf(rule: Rule, finding: LocalFinding, from: ScheduledRuns): Severity {
  const severity = finding.severity ?? rule.severity;
  // Only the name says that it is scheduled, or a record that no manifest loads: advice, not a warning.
  const { certainty } = from.entry;
  const isSure = certainty === 'loaded' || certainty === 'job';
  return !isSure && RANK.indexOf(severity) < 2 ? 'information' : severity;
}

function keepWorst(drafts: Map<string, Draft>, draft: Draft): void {
  const key = `${draft.rule.id} ${draft.at.start} ${draft.at.end}`;
  const known = drafts.get(key);
  if (!known || RANK.indexOf(draft.severity) < RANK.indexOf(known.severity)) drafts.set(key, draft);
}

function methodDrafts(path: string, text: string, host: CheckHost): readonly Draft[] {
  const drafts: Draft[] = [];
  if (!host.mayHoldWords(path)) return drafts;
  const methods = host.methods(path);
  const head = text.slice(0, Math.min(...methods.map(({ method }) => method.span.start)));
  const imports = head.match(FROM_IMPORTS) ?? [];
  const mentions = METHOD_RULES.map((rule) => ({ rule, calls: importedCalls(imports, rule.imports) }));
  const isImported = mentions.some(({ calls }) => calls !== undefined);
  for (const { method, owner, ref } of methods) {
    if (!method.intact || !(isImported || host.mayMatch(path, ANY_WORDS, method))) continue;
    const own = text.slice(method.span.start, method.span.end);
    for (const { rule, calls } of mentions) {
      const isCalled = calls?.test(own) === true;
      if (!isCalled && !host.mayMatch(path, rule.words, method)) continue;
      // A call of an imported name has none of the words.
      if (!isCalled && rule.mayConcern?.(own, method) === false) continue;
      const run = host.plainRun(ref);
      if (!run?.ir.complete) continue;
      const fixContext = () => host.fixContext(run, path, 'no');
      const base = { ...host.questions(run), text: own, fileText: () => text, owner, fixContext };
      for (const finding of rule.checkMethod(run, base)) {
        const at = toFile(finding.at, method.span.start);
        drafts.push({
          rule,
          at,
          severity: finding.severity ?? rule.severity,
          finding,
          from: undefined,
          method: ref.name,
        });
      }
    }
  }
  return drafts;
}

/** Calls of what `from ftplib import FTP` brings: a method then names no module, and says only `FTP(`. */
function importedCalls(imports: readonly string[], words: RegExp | undefined): RegExp | undefined {
  const lines = words === undefined ? [] : imports.filter((line) => words.test(line));
  const names = lines.flatMap((line) => line.replace(/#.*/, '').match(/\w+(?=\s*(,|\)|$))/g) ?? []);
  return names.length === 0 ? undefined : new RegExp(`\\b(${names.join('|')})\\(`);
}

function place(draft: Draft, path: string, text: string, host: CheckHost): Finding {
  const { rule, finding, from } = draft;
  const way = from ? wayOf(from, host) : [];
  const more = (finding.related ?? []).flatMap(({ ref, at, message }) => {
    const where = host.placeOf(ref);
    return where ? related(where.path, toFile(at, where.start), message, host) : [];
  });
  return {
    rule: rule.id,
    severity: levelOf(rule.id, draft.severity, host),
    message: finding.message,
    scheduledBy: from ? [from.entry.label, ...from.way.map(({ name }) => name)] : [],
    related: [...way, ...more],
    ...(draft.method !== undefined && { method: draft.method }),
    fixes: from?.toFile ? () => refusedInData(finding, from) : (finding.fixes ?? (() => [])),
    ...placeAt(path, draft.at, host.lines(path, text)),
  };
}

/** What a method's fix would be called, and how to come to one: code in a data file stands escaped, and is not rewritten. */
function refusedInData({ fixes }: LocalFinding, { entry: { model } }: ScheduledRuns): readonly NoFix[] {
  const method = model === undefined ? 'a method of the model' : `a method of ${model}`;
  const reason = `Code in a data file is not rewritten: move it to ${method} and call that. The fix is offered there.`;
  const titles = new Set((fixes?.() ?? []).map(({ title }) => title));
  return [...titles].map((title) => ({ kind: 'no-fix', title, reason }));
}

function levelOf(rule: string, severity: Severity, host: CheckHost): Severity {
  const level = host.settings.rules[rule];
  return level === undefined || level === 'off' ? severity : level;
}

function wayOf(from: ScheduledRuns, host: CheckHost): readonly Related[] {
  const start = related(from.entry.path, startOf(from, host), `Scheduled by ${from.entry.label}.`, host);
  const steps = from.way.flatMap((ref) => {
    const where = host.placeOf(ref);
    return where ? related(where.path, where.nameAt, `It reaches ${ref.name}.`, host) : [];
  });
  return [...start, ...steps];
}

/** Where the entry stands: a method that schedules itself has moved with the text above it. */
function startOf({ entry, way }: ScheduledRuns, host: CheckHost): Span {
  const [first] = way;
  const isMethod = entry.kind === 'autovacuum' || entry.kind === 'name';
  return (isMethod && first ? host.placeOf(first)?.nameAt : undefined) ?? entry.span;
}

function related(path: string, at: Span, message: string, host: CheckHost): readonly Related[] {
  const text = host.text(path);
  return text === undefined ? [] : [{ message, ...placeAt(path, at, host.lines(path, text)) }];
}

function placeAt(path: string, span: Span, lines: LineIndex): Place {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return { path, span, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function fileFindings(path: string, text: string, host: CheckHost): readonly Finding[] {
  const file = host.fileContext(path);
  const data = host.dataContext(path);
  const found = (rule: Rule): readonly FileFinding[] => [
    ...((file && rule.checkFile?.(file)) ?? []),
    ...((data && rule.checkData?.(data)) ?? []),
  ];
  return RULES.flatMap((rule) =>
    found(rule).map((finding) => ({
      rule: rule.id,
      severity: levelOf(rule.id, finding.severity ?? rule.severity, host),
      message: finding.message,
      scheduledBy: [],
      related: (finding.related ?? []).flatMap(({ at, message }) => related(path, at, message, host)),
      fixes: finding.fixes ?? (() => []),
      ...placeAt(path, finding.at, host.lines(path, text)),
    })),
  );
}
