// A finding in the editor: where it stands, what it links to, and what hovering over it says.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingOf, findings, open, untilGone } from './editor';
import { measured } from './measured';

suite('a finding in the editor', () => {
  test('names its rule, links to the rule page, and stands at the iterable of the loop', async () => {
    const document = await open('models/partner.py');
    const finding = await findingOf(document.uri, 'loop-without-release');
    assert.equal(finding.source, 'cronvet');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(finding.range), 'self.search([("active", "=", True)])');
    assert.ok(typeof finding.code === 'object', 'the code is a link');
    assert.match(finding.code.target.toString(), /loop-without-release/);
  });

  test('shows the path from the scheduled action as related information', async () => {
    const document = await open('models/partner.py');
    const finding = await findingOf(document.uri, 'loop-without-release');
    const related = finding.relatedInformation ?? [];
    const cron = related.find((step) => step.location.uri.path.endsWith('/data/ir_cron.xml'));
    assert.ok(cron, `related: ${related.map((step) => step.location.uri.path).join(', ')}`);
    assert.match(cron.message, /Sync partners/);
  });

  test('shows the rule page on hover', async () => {
    const document = await open('models/partner.py');
    const finding = await findingOf(document.uri, 'loop-without-release');
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      finding.range.start,
    );
    const text = hovers
      .flatMap((hover) => hover.contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.match(text, /loop-without-release/);
  });

  test('follows the typing: the finding goes with the leak and comes back with it', async () => {
    const document = await open('models/partner.py');
    await findingOf(document.uri, 'loop-without-release');
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('partner.synced = '));
    const end = document.lineAt(line).range.end;
    const released = '\n            self.env.cr.commit()';

    const insert = new vscode.WorkspaceEdit();
    insert.insert(document.uri, end, released);
    assert.ok(await vscode.workspace.applyEdit(insert));
    await untilGone(document.uri, 'loop-without-release');

    const remove = new vscode.WorkspaceEdit();
    remove.delete(document.uri, new vscode.Range(end, document.lineAt(line + 1).range.end));
    const started = performance.now();
    assert.ok(await vscode.workspace.applyEdit(remove));
    await findingOf(document.uri, 'loop-without-release');
    measured['edit to finding'] = performance.now() - started;
    assert.equal(findings(document.uri, 'loop-without-release').length, 1);
  });
});
