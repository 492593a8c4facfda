// Scheduled actions in data files: findings in their code, and what an edit of them changes in the Python files.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, findings, open, until } from './editor';

const DATA = 'data/ir_cron.xml';

suite('data files', () => {
  teardown(async () => {
    await open(DATA);
  });

  test('code in a scheduled action is checked where it stands', async () => {
    const document = await open(DATA);
    assert.equal(document.languageId, 'xml');
    const finding = await findingOf(document.uri, 'loop-without-release');
    assert.equal(document.getText(finding.range), 'model.search([])');
  });

  test('a method that loses its scheduled action is no longer warned about', async () => {
    const python = await open('models/partner.py');
    const before = await findingOf(python.uri, 'loop-without-release');
    assert.equal(before.severity, vscode.DiagnosticSeverity.Warning);

    const data = await open(DATA);
    const call = data.getText().indexOf('model._cron_sync_partners()');
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(
      data.positionAt(call),
      data.positionAt(call + 'model._cron_sync_partners()'.length),
    );
    edit.replace(data.uri, whole, 'model._other()');
    assert.ok(await vscode.workspace.applyEdit(edit));

    const shown = () => findings(python.uri, 'loop-without-release');
    const warned = () => shown().some(({ severity }) => severity === vscode.DiagnosticSeverity.Warning);
    await until(
      'no warning in models/partner.py',
      () => !warned() || undefined,
      () => shown().map(({ message }) => message),
    );
  });
});
