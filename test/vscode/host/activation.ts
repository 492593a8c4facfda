// The installed extension starts with an Odoo workspace, and the first file shows its findings.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, findingOf, open } from './editor';
import { measured } from './measured';

suite('activation', () => {
  test('the packed extension activates', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, `${EXTENSION} is not installed`);
    const started = performance.now();
    const api: { readonly ready: Promise<void> } = await extension.activate();
    await api.ready;
    measured['activation, with the server'] = performance.now() - started;
    assert.ok(extension.isActive);
  });

  test('the first file that is opened shows its findings', async () => {
    await measuredOpening('first file', 'models/partner.py', 'loop-without-release');
  });

  test('the next file that is opened shows its findings', async () => {
    await measuredOpening('next file', 'models/upload.py', 'unclosed-resource');
  });

  test('a clean scheduled action shows none', async () => {
    const document = await open('models/clean.py');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });
});

/** Opens a file and waits for a finding, with the times between the asking, the opening and the finding. */
async function measuredOpening(name: string, file: string, rule: string): Promise<void> {
  let opened = Number.NaN;
  const opening = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
    if (uri.path.endsWith(file)) opened = performance.now();
  });
  const asked = performance.now();
  const document = await open(file);
  await findingOf(document.uri, rule);
  const found = performance.now();
  opening.dispose();
  measured[`${name}: opened to findings`] = found - opened;
  measured[`${name}: asked for to findings, with the editor's own work`] = found - asked;
}
