// Engine words to LSP words and back: the only file that knows both.

import {
  type AnnotatedTextEdit,
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  type TextEdit as LspEdit,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type {
  FilePlan,
  Finding,
  Fix,
  NewActionPlan,
  Place,
  Severity,
  TextChange,
  TextEdit,
} from '../../engine/src/index';
import type { ClientFeatures } from './client-features';
import type { Root } from './root';
import { ruleAddress } from './rule-address';
import type { OpenDocument } from './session';

/** What a diagnostic carries besides what is shown: enough to find its finding again. */
export interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as an editor shows it. */
export function toDiagnostic(finding: Finding, fingerprint: string, root: Root): Diagnostic {
  const data: DiagnosticData = { rule: finding.rule, fingerprint };
  return {
    range: toRange(finding),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    codeDescription: { href: ruleAddress(finding.rule) },
    source: 'cronvet',
    message: finding.message,
    relatedInformation: finding.related.map((related) => ({
      location: { uri: root.uriOf(related.path), range: toRange(related) },
      message: related.message,
    })),
    data,
  };
}

/** A place of the engine as a range. */
export function toRange(place: Place): Range {
  return {
    start: { line: place.line, character: place.column },
    end: { line: place.endLine, character: place.endColumn },
  };
}

/** Whether a finding shares a character with a range, or touches it. */
export function touches(finding: Finding, range: Range, document: TextDocument): boolean {
  return (
    finding.span.start <= document.offsetAt(range.end) && document.offsetAt(range.start) <= finding.span.end
  );
}

/** Applies an editor's changes to its document, and gives them in offsets, each in the text before it. */
export function takeChanges(
  document: TextDocument,
  changes: readonly TextDocumentContentChangeEvent[],
  version: number,
): readonly TextChange[] {
  return changes.map((change) => {
    const at =
      'range' in change
        ? { start: document.offsetAt(change.range.start), end: document.offsetAt(change.range.end) }
        : { start: 0, end: document.getText().length };
    TextDocument.update(document, [change], version);
    return { at: ordered(at), newText: change.text };
  });
}

/** A fix as an edit of the document at its present version; unsafe ones ask first where the client can. */
export function toWorkspaceEdit(fix: Fix, document: OpenDocument, features: ClientFeatures): WorkspaceEdit {
  const edits = toLspEdits(fix.edits, document.text);
  if (fix.applicability === 'safe' || !features.confirmsChanges) return editOf(edits, document, features);
  const annotated: AnnotatedTextEdit[] = edits.map((edit) => ({ ...edit, annotationId: fix.title }));
  const description = fix.why === undefined ? {} : { description: fix.why };
  return {
    ...editOf(annotated, document, features),
    changeAnnotations: { [fix.title]: { label: fix.title, needsConfirmation: true, ...description } },
  };
}

/** Edits of one document, bound to its present version where the client can tell. */
export function editOf(edits: LspEdit[], { text }: OpenDocument, features: ClientFeatures): WorkspaceEdit {
  if (!features.versionedEdits) return { changes: { [text.uri]: edits } };
  return { documentChanges: [{ textDocument: { uri: text.uri, version: text.version }, edits }] };
}

/** What a plan's paths are: where they lie, their texts, and the versions of those that are open. */
export interface PlanFiles {
  readonly root: Root;
  readonly files: ReadonlyMap<string, TextDocument>;
  readonly versionOf: (path: string) => number | undefined;
}

/** What the test of a new action is called where it is shown. */
const TEST = 'Its test';

/**
 * A plan as one edit, which is shown before it is made where the client can. VS Code ticks what needs no confirmation,
 * so only the test, without which the rest is whole, asks for one: that is enough for all to be shown.
 */
export function toPlanEdit(
  { title, files, test }: Extract<NewActionPlan, { kind: 'plan' }>,
  known: PlanFiles,
  { confirmsChanges }: ClientFeatures,
): WorkspaceEdit {
  const changes = (some: readonly FilePlan[], label: string) =>
    some.flatMap((file) => planChanges(file, known, confirmsChanges ? { annotationId: label } : {}));
  const documentChanges = [...changes(files, title), ...changes(test, TEST)];
  if (!confirmsChanges) return { documentChanges };
  const changeAnnotations = {
    [title]: { label: title, needsConfirmation: false },
    ...(test.length > 0 && { [TEST]: { label: TEST, needsConfirmation: true } }),
  };
  return { documentChanges, changeAnnotations };
}

function planChanges(
  file: FilePlan,
  known: PlanFiles,
  annotation: { readonly annotationId?: string },
): (TextDocumentEdit | CreateFile)[] {
  const uri = known.root.uriOf(file.path);
  const edits = fileEdits(file, known).map((edit) => ({ ...edit, ...annotation }));
  const changed = { textDocument: { uri, version: known.versionOf(file.path) ?? null }, edits };
  return file.kind === 'create' ? [{ kind: 'create', uri, ...annotation }, changed] : [changed];
}

function fileEdits(file: FilePlan, { files }: PlanFiles): LspEdit[] {
  const start = { line: 0, character: 0 };
  if (file.kind === 'create') return [{ range: { start, end: start }, newText: file.text }];
  const document = files.get(file.path);
  if (!document) throw new Error(`${file.path} was planned without being read`);
  return toLspEdits(file.edits, document);
}

/** Edits in offsets as edits in lines and characters. */
export function toLspEdits(edits: readonly TextEdit[], document: TextDocument): LspEdit[] {
  return edits.map(({ at, newText }) => ({
    range: { start: document.positionAt(at.start), end: document.positionAt(at.end) },
    newText,
  }));
}

function ordered(at: { start: number; end: number }): { start: number; end: number } {
  return at.start <= at.end ? at : { start: at.end, end: at.start };
}
