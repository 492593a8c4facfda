// Code actions on a scheduled method, whether or not something is found in it: a memory test, and a trace.

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Context } from '../context';
import { toPlanEdit, toWorkspaceEdit } from '../convert';
import { planFiles, textsOf } from '../plan-documents';
import type { OpenDocument } from '../session';

/** The kind of both. */
export const CRON_TOOLS = `${CodeActionKind.Refactor}.cronvet`;

const TEST_TITLE = 'Generate a memory test for this cron';

/** What a client gives back to have the test planned: files are read for it. */
interface TestData {
  readonly kind: 'memory-test';
  readonly uri: string;
  /** The version of the document that the action was offered for. */
  readonly version: number;
  readonly offset: number;
}

/**
 * The actions for the scheduled method at the start of a range: anywhere in it when the user asks, and on its first line
 * alone when the editor asks at every move of the cursor, since a lightbulb on each line would tell nothing.
 */
export async function cronActions(
  context: Context,
  document: OpenDocument,
  { range, context: { triggerKind } }: CodeActionParams,
): Promise<readonly CodeAction[]> {
  const offset = document.text.offsetAt(range.start);
  const name = document.root.workspace.cronAt(document.path, offset);
  const isAsked = triggerKind !== CodeActionTriggerKind.Automatic;
  if (name === undefined || !(isAsked || isNamedOn(range.start.line, name, document))) return [];
  return [...profileAction(context, document, offset), ...(await testAction(context, document, offset))];
}

function isNamedOn(line: number, name: string, { text }: OpenDocument): boolean {
  const start = { line, character: 0 };
  return text.getText({ start, end: { line: line + 1, character: 0 } }).includes(`def ${name}`);
}

function profileAction(
  { session: { features } }: Context,
  document: OpenDocument,
  offset: number,
): CodeAction[] {
  const fix = document.root.workspace.profile(document.path, offset);
  if (!fix) return [];
  const action = { title: fix.title, kind: CRON_TOOLS };
  if (fix.kind === 'fix') return [{ ...action, edit: toWorkspaceEdit(fix, document, features) }];
  return features.disabledActions ? [{ ...action, disabled: { reason: fix.reason } }] : [];
}

async function testAction(context: Context, document: OpenDocument, offset: number): Promise<CodeAction[]> {
  const { features } = context.session;
  if (!features.createsFiles) return [];
  const action = { title: TEST_TITLE, kind: CRON_TOOLS };
  const { uri, version } = document.text;
  const data: TestData = { kind: 'memory-test', uri, version, offset };
  if (features.resolvesEdits) return [{ ...action, data }];
  const made = await testEdit(context, document, offset);
  if (typeof made !== 'string') return [{ ...action, edit: made }];
  return features.disabledActions ? [{ ...action, disabled: { reason: made } }] : [];
}

/** Whether an action to be resolved is the test's. */
export function isTestData(data: unknown): data is TestData {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'memory-test';
}

/** Plans the test; refused when the document is another one meanwhile, or with the reason why there is none. */
export async function resolvedTest(
  context: Context,
  action: CodeAction,
  data: TestData,
): Promise<CodeAction> {
  const document = context.session.document(data.uri);
  if (document?.text.version !== data.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The file has changed meanwhile.');
  const edit = await testEdit(context, document, data.offset);
  if (typeof edit === 'string')
    throw new ResponseError(LSPErrorCodes.RequestFailed, `${TEST_TITLE}: ${edit}`);
  return { ...action, edit };
}

/** The edit, or why there is none. */
async function testEdit(
  { session }: Context,
  { root, path }: OpenDocument,
  offset: number,
): Promise<WorkspaceEdit | string> {
  await root.whenRead();
  const files = await planFiles(session, root, root.workspace.memoryTestFiles(path, offset));
  const plan = root.workspace.memoryTest(path, offset, textsOf(files));
  return plan.kind === 'refused' ? plan.reason : toPlanEdit(plan, files, session.features);
}
