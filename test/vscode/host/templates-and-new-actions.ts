// Templates come from the server, right for the workspace's version; a new action is previewed, and made when confirmed.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, until, workspaceFolder } from './editor';

suite('templates and new actions', () => {
  test('a template is offered once, in the form of the version, and comes with its imports', async () => {
    const { uri } = await open('models/clean.py');
    const editor = await vscode.window.showTextDocument(uri);
    const { document } = editor;
    const last = document.lineAt(document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(last, '\n    cron-k'));
    const end = document.lineAt(document.lineCount - 1).range.end;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      end,
    );
    // The snippets of the extension begin otherwise: the word that is typed does not find them.
    const found = items.filter((item) => labelOf(item).startsWith('cron'));
    assert.deepEqual(found.map(labelOf), ['cron-keyset']);
    assert.match(String(found[0]?.detail), /Odoo 17/);

    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await until(
      'the template with its import',
      () => {
        void vscode.commands.executeCommand('acceptSelectedSuggestion');
        return /^from odoo import api, models$/m.test(document.getText()) ? true : undefined;
      },
      () => [document.getText()],
    );
    const body =
      /\n {4}@api\.model\n {4}def _cron_process\(self, batch_size=1000\):\n {8}"{3}Process what waits, /;
    assert.match(document.getText(), body);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('a new scheduled action is made when its preview is confirmed', async () => {
    const { uri } = await open('models/clean.py');
    const answers = { model: 'partner.batch', title: 'Count batches', every: 1, unit: 'days' };
    await confirmed('cronvet.newAction', answers);
    const text = textOf(uri);
    assert.match(text, /@api\.model\n {4}def _cron_count_batches\(self, batch_size=1000\):/);
    const data = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(workspaceFolder(), 'data/ir_cron.xml'),
    );
    assert.match(data.getText(), /<record id="ir_cron_count_batches" model="ir\.cron">/);
  });
});

/** Runs a command that shows a preview, and applies what is ticked in it: all but the test. */
async function confirmed(command: string, ...args: readonly unknown[]): Promise<void> {
  let ended = false;
  const running = Promise.resolve(vscode.commands.executeCommand(command, ...args)).then(() => {
    ended = true;
  });
  while (!ended) {
    // Does nothing while no preview is shown.
    await vscode.commands.executeCommand('refactorPreview.apply');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await running;
}

function textOf(uri: vscode.Uri): string {
  return vscode.workspace.textDocuments.find((document) => document.uri.path === uri.path)?.getText() ?? '';
}

function labelOf(item: vscode.CompletionItem): string {
  return typeof item.label === 'string' ? item.label : item.label.label;
}
