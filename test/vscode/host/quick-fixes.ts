// The lightbulb: what it offers at a finding, and that applying it ends the finding.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, open, quickFixes, untilGone } from './editor';

async function actionAt(file: string, rule: string, title: RegExp) {
  const document = await open(file);
  const offered = await quickFixes(document.uri, await findingOf(document.uri, rule));
  const action = offered.find((one) => title.test(one.title));
  assert.ok(action, `offered: ${offered.map((one) => one.title).join(' | ')}`);
  return { document, action };
}

async function applied(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, `${action.title} has an edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

suite('quick fixes', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('rewriting the loop into batches ends the finding', async () => {
    const { document, action } = await actionAt('models/partner.py', 'loop-without-release', /batch/i);
    await applied(action);
    assert.match(document.getText(), /self\.env\.cr\.commit\(\)/);
    await untilGone(document.uri, 'loop-without-release');
  });

  test('closing the connection ends the finding', async () => {
    const { document, action } = await actionAt('models/upload.py', 'unclosed-resource', /with/i);
    await applied(action);
    assert.match(document.getText(), /with ftplib\.FTP\(upload\.host\) as ftp:/);
    await untilGone(document.uri, 'unclosed-resource');
  });

  test('ignoring a finding writes the comment with a place for the reason', async () => {
    const { document, action } = await actionAt('models/partner.py', 'loop-without-release', /ignore/i);
    await applied(action);
    assert.match(document.getText(), /# cronvet: ignore\[loop-without-release\] - /);
    await untilGone(document.uri, 'loop-without-release');
  });
});
