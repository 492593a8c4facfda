// What a user does in the editor, as functions: open a file of the workspace, wait for findings, ask for fixes.

import path from 'node:path';
import * as vscode from 'vscode';

/** The identifier under which the extension is installed. */
export const EXTENSION = 'cronvet.cronvet';

/** The workspace folder that the run was started on. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no workspace folder is open');
  return folder.uri;
}

/** Shows a file of the workspace as it is on disk: unsaved edits of an earlier test are dropped. */
export async function open(file: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), ...file.split(path.posix.sep));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  if (document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
  return document;
}

/** The findings shown for a file now. */
export function findings(uri: vscode.Uri, rule?: string): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((shown) => shown.source === 'cronvet' && (rule === undefined || ruleOf(shown) === rule));
}

/** The rule id of a finding, where its code is a link or a plain word. */
export function ruleOf(finding: vscode.Diagnostic): string {
  const { code } = finding;
  return String(typeof code === 'object' ? code.value : code);
}

/** The first finding of a rule, as soon as it is shown. */
export async function findingOf(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(
    `a finding of ${rule} in ${uri.path}`,
    () => findings(uri, rule)[0],
    () => messages(uri),
  );
}

/** Resolves when no finding of the rule is shown any more. */
export async function untilGone(uri: vscode.Uri, rule: string): Promise<void> {
  await until(
    `no finding of ${rule} in ${uri.path}`,
    () => (findings(uri, rule).length === 0 ? true : undefined),
    () => messages(uri),
  );
}

/** The quick fixes offered at a finding, with their edits resolved. */
export async function quickFixes(
  uri: vscode.Uri,
  finding: vscode.Diagnostic,
): Promise<readonly vscode.CodeAction[]> {
  const resolvedActions = 50;
  const offered = await vscode.commands.executeCommand<readonly (vscode.CodeAction | vscode.Command)[]>(
    'vscode.executeCodeActionProvider',
    uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
    resolvedActions,
  );
  return offered.filter((action): action is vscode.CodeAction => 'kind' in action || 'edit' in action);
}

/** Asks again until there is an answer; after 10 s, throws what was waited for and what there is instead. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  instead: () => readonly string[],
): Promise<T> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited 10 s for ${what}; instead: ${JSON.stringify(instead())}`);
}

function messages(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).map((shown) => `${ruleOf(shown)}: ${shown.message}`);
}
