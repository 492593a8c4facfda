// The tools on a scheduled method, from its lightbulb: a trace in the method, and a test in a file of its own.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, until, workspaceFolder } from './editor';

async function toolAt(file: string, title: string) {
  const { uri } = await open(file);
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.positionAt(document.getText().indexOf('def _cron'));
  let offered: readonly vscode.CodeAction[] = [];
  const action = await until(
    `"${title}" on the lightbulb`,
    async () => {
      offered = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        new vscode.Range(at, at),
        vscode.CodeActionKind.Refactor.value,
        10,
      );
      return offered.find((one) => one.title === title);
    },
    () => offered.map((one) => one.title),
  );
  assert.ok(action.edit, 'it comes with its edit');
  return { document, edit: action.edit };
}

suite('tools on a scheduled method', () => {
  test('a memory test is made in a file of its own, and imported', async () => {
    const { edit } = await toolAt('models/partner.py', 'Generate a memory test for this cron');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const tests = vscode.Uri.joinPath(workspaceFolder(), 'tests');
    const names = edit.entries().map(([uri]) => uri.path.slice(tests.path.length + 1));
    assert.equal(names.length, 2);
    assert.ok(names.includes('__init__.py'));
    const name = names.find((each) => each.startsWith('test_memory_'));
    const made = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(tests, name ?? ''));
    assert.match(made.getText(), /^class TestMemory\w+\(TransactionCase\):$/m);
  });

  test('a trace is written around the body', async () => {
    const { document, edit } = await toolAt('models/partner.py', "Profile this cron's memory");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /tracemalloc\.start\(\)\n {8}try:\n/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
