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
    const started = performance.now();
    const document = await open('models/partner.py');
    measured['first file: open to shown'] = performance.now() - started;
    await findingOf(document.uri, 'loop-without-release');
    measured['first file: open to findings'] = performance.now() - started;
  });

  test('the next file that is opened shows its findings', async () => {
    const started = performance.now();
    const document = await open('models/upload.py');
    measured['next file: open to shown'] = performance.now() - started;
    await findingOf(document.uri, 'unclosed-resource');
    measured['next file: open to findings'] = performance.now() - started;
  });

  test('a clean scheduled action shows none', async () => {
    const document = await open('models/clean.py');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });
});
