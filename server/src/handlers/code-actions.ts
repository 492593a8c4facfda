// Code actions: the fixes of the findings in a range, the comment that ignores one, the rule's page, and fix-all.

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import {
  type CommentLanguage,
  type Finding,
  type Fix,
  fixFor,
  fixTogether,
  LineIndex,
  type NoFix,
  suppressionEdit,
} from '../../../engine/src/index';
import { type Context, guarded } from '../context';
import { editOf, toDiagnostic, toLspEdits, touches, toWorkspaceEdit } from '../convert';
import { type NamedFinding, namedFindings } from '../findings';
import { SHOW_RULE } from '../protocol';
import type { OpenDocument } from '../session';
import { CRON_TOOLS, cronActions, isTestData, resolvedTest } from './cron-actions';

/** The kind of the action that makes every safe fix of a document. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.cronvet`;

/** Stands in a new ignore comment where the user says why. */
const REASON = 'reason';

/** What a client gives back to have an action's edit computed. */
interface ActionData {
  readonly uri: string;
  readonly fingerprint: string;
  /** Which of the finding's fixes. */
  readonly title: string;
}

/** Serves `textDocument/codeAction` and `codeAction/resolve`. */
export function serveCodeActions(context: Context): void {
  const { connection, session } = context;
  connection.onCodeAction(
    guarded(context, [], async (params) => {
      const document = session.document(params.textDocument.uri);
      if (!document || !session.features.codeActionLiterals) return [];
      return [
        ...(wants(params, CodeActionKind.QuickFix) ? quickFixes(context, document, params) : []),
        ...(params.context.only && wants(params, FIX_ALL) ? fixAll(context, document) : []),
        ...(wants(params, CRON_TOOLS) ? await cronActions(context, document, params) : []),
      ];
    }),
  );
  connection.onCodeActionResolve(async (action) => {
    const { data } = action;
    const resolve = guarded(context, action, () =>
      isTestData(data) ? resolvedTest(context, action, data) : resolved(context, action),
    );
    return resolve(action);
  });
}

/** Whether the client asked for this kind: for none in particular, for it, or for a kind above it. */
function wants({ context: { only } }: CodeActionParams, kind: string): boolean {
  return only?.every((asked) => asked !== '' && kind !== asked && !kind.startsWith(`${asked}.`)) !== true;
}

function quickFixes(context: Context, document: OpenDocument, params: CodeActionParams): CodeAction[] {
  const named = namedFindings(document);
  const here = named.filter(({ finding }) => touches(finding, params.range, document.text));
  return here.flatMap((one, index) => {
    const isFirst = here.findIndex(({ finding }) => finding.rule === one.finding.rule) === index;
    const diagnostics = [diagnosticOf(one, document, params.context.diagnostics)];
    return [
      ...one.finding.fixes().flatMap((fix) => fixAction(context, document, one, fix) ?? []),
      ...(isFirst ? fixRule(context, document, one, named) : []),
      ...ignoreAction(context, document, one),
      ...explainAction(context, one),
    ].map((action) => ({ ...action, diagnostics }));
  });
}

/** The client's own diagnostic, so that it knows which one an action removes. */
function diagnosticOf(
  { finding, fingerprint }: NamedFinding,
  { root }: OpenDocument,
  shown: readonly Diagnostic[],
): Diagnostic {
  const own = toDiagnostic(finding, fingerprint, root);
  const same = shown.find(
    ({ code, range }) =>
      code === own.code &&
      range.start.line === own.range.start.line &&
      range.start.character === own.range.start.character,
  );
  return same ?? own;
}

function fixAction(
  { session: { features } }: Context,
  document: OpenDocument,
  { fingerprint }: NamedFinding,
  fix: Fix | NoFix,
): CodeAction | undefined {
  const action = { title: fix.title, kind: CodeActionKind.QuickFix };
  if (fix.kind === 'no-fix') {
    return features.disabledActions ? { ...action, disabled: { reason: fix.reason } } : undefined;
  }
  if (fix.applicability === 'manual') return undefined;
  const preferred = fix.applicability === 'safe' ? { isPreferred: true } : {};
  const data: ActionData = { uri: document.text.uri, fingerprint, title: fix.title };
  const content = features.resolvesEdits ? { data } : { edit: toWorkspaceEdit(fix, document, features) };
  return { ...action, ...preferred, ...content };
}

function ignoreAction(
  { session: { features } }: Context,
  document: OpenDocument,
  { finding }: NamedFinding,
): CodeAction[] {
  const language = commentLanguage(document.path);
  if (language === undefined) return [];
  const text = document.text.getText();
  const { rule, line } = finding;
  const edit = suppressionEdit(text, new LineIndex(text), language, { rule, line, reason: REASON });
  return [
    {
      title: `Ignore "${finding.rule}" for this line`,
      kind: CodeActionKind.QuickFix,
      edit: editOf(toLspEdits([edit], document.text), document, features),
    },
  ];
}

/** A CSV file has no comments, and so nothing to ignore a finding with. */
function commentLanguage(path: string): CommentLanguage | undefined {
  if (path.endsWith('.py')) return 'python';
  return path.endsWith('.xml') ? 'xml' : undefined;
}

function explainAction({ session: { features } }: Context, { finding }: NamedFinding): CodeAction[] {
  if (!features.showsRules) return [];
  const title = `Explain "${finding.rule}"`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: SHOW_RULE, arguments: [finding.rule] },
    },
  ];
}

/** Every safe fix of one rule, where there is more than one to make. */
function fixRule(
  context: Context,
  document: OpenDocument,
  { finding }: NamedFinding,
  named: readonly NamedFinding[],
): CodeAction[] {
  const { rule } = finding;
  const ofRule = named.map((one) => one.finding).filter((other) => other.rule === rule);
  // Asked at every move of the cursor: no fix of the others is computed in vain.
  if (ofRule.length < 2 || !fixFor(finding, 'safe')) return [];
  const title = `Fix all "${rule}" in this file`;
  return safeFixes(context, document, ofRule, { title, kind: CodeActionKind.QuickFix, atLeast: 2 });
}

function fixAll(context: Context, document: OpenDocument): CodeAction[] {
  const findings = namedFindings(document).map(({ finding }) => finding);
  const title = 'Fix all safe CronVet findings';
  return safeFixes(context, document, findings, { title, kind: FIX_ALL, atLeast: 1 });
}

/** One action with the safe fixes of all these findings that can be made in one go: never with an unsafe one. */
function safeFixes(
  { session: { features } }: Context,
  document: OpenDocument,
  findings: readonly Finding[],
  { title, kind, atLeast }: { readonly title: string; readonly kind: string; readonly atLeast: number },
): CodeAction[] {
  const { chosen, edits } = fixTogether(document.text.getText(), findings, 'safe');
  if (chosen.length < atLeast) return [];
  return [{ title, kind, edit: editOf(toLspEdits(edits, document.text), document, features) }];
}

/** Computes an action's edit in the text as it is now; refused when its finding is gone meanwhile. */
function resolved({ session }: Context, action: CodeAction): CodeAction {
  const data: unknown = action.data;
  if (!isActionData(data)) return action;
  const document = session.document(data.uri);
  const found =
    document && namedFindings(document).find(({ fingerprint }) => fingerprint === data.fingerprint);
  const fix = found?.finding.fixes().find(({ title }) => title === data.title);
  if (!document || fix?.kind !== 'fix') {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'What this would fix has changed meanwhile.');
  }
  return { ...action, edit: toWorkspaceEdit(fix, document, session.features) };
}

function isActionData(data: unknown): data is ActionData {
  return (
    typeof data === 'object' && data !== null && 'uri' in data && 'fingerprint' in data && 'title' in data
  );
}
