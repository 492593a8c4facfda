// Completions over the wire: in which form an editor gets a template, and when its imports are computed.

import { expect, test } from 'vitest';
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionResolveRequest,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { MODERN, PLAIN } from './support/capabilities';
import type { Editor } from './support/editor';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { CLEAN, FOLDER, PARTNER, partnerSync } from './support/partner-sync';

const TYPING = `${CLEAN}\n    cron-api\n`;

async function typing(capabilities: ClientCapabilities): Promise<Editor> {
  const editor = await startEditor(partnerSync(), { capabilities, folders: [uriOf(FOLDER)] });
  await editor.ready();
  await editor.open(PARTNER, TYPING);
  return editor;
}

/** The document after an item is taken, as plain text. */
function taken(editor: Editor, { textEdit, additionalTextEdits = [] }: CompletionItem): string {
  if (!textEdit || !('range' in textEdit)) throw new Error('an edit is expected');
  const document = TextDocument.create(PARTNER, 'python', 1, editor.text(PARTNER));
  const edits: TextEdit[] = [textEdit, ...additionalTextEdits];
  return TextDocument.applyEdits(document, edits);
}

async function only(editor: Editor): Promise<CompletionItem> {
  const items = await editor.completions(PARTNER);
  expect(items.map(({ label }) => label)).toEqual(['cron-api']);
  const [item] = items;
  if (!item) throw new Error('nothing is offered');
  return item;
}

test('an editor with snippets gets places to tab through, and the imports when it asks for them', async () => {
  const editor = await typing(MODERN);
  const item = await only(editor);
  expect(item).toMatchObject({
    detail: 'Cron that calls an external API (Odoo 17)',
    insertTextFormat: 2,
    insertTextMode: 1,
    filterText: 'cron-api',
    documentation: { kind: 'markdown' },
  });
  expect(item.textEdit?.newText).toContain(`\n    def _cron_\${1:send}(self):\n`);
  expect(item.additionalTextEdits).toBeUndefined();

  // Lines have moved meanwhile: the imports are those of the text as it is.
  await editor.replace(PARTNER, 'from odoo', 'import logging\n\nfrom odoo');
  const [again] = await editor.completions(PARTNER);
  const full = await editor.connection.sendRequest(CompletionResolveRequest.type, again ?? item);
  expect(taken(editor, full)).toMatch(
    /^import logging\n\nimport requests\nfrom psycopg2 import OperationalError\n\nfrom odoo import api, models\n\n_logger/,
  );
});

test('an editor without them gets plain text, indented, with its imports', async () => {
  const editor = await typing(PLAIN);
  const item = await only(editor);
  expect(item).toMatchObject({ insertTextFormat: 1 });
  expect(item.insertTextMode).toBeUndefined();
  const text = taken(editor, item);
  expect(text).toContain('\n    @api.model\n    def _cron_send(self):\n        """Send what waits');
  expect(text).toMatch(
    /^import logging\n\nimport requests\nfrom psycopg2 import OperationalError\n\nfrom odoo import api, models\n\n_logger/,
  );
  expect(text).not.toContain('$');
});

test('an editor that indents by itself is not indented for', async () => {
  const completion = { completionItem: { snippetSupport: true } };
  const editor = await typing({ ...PLAIN, textDocument: { ...PLAIN.textDocument, completion } });
  const item = await only(editor);
  expect(item.textEdit?.newText).toMatch(/^@api\.model\ndef _cron_/);
});

test('nothing is offered in an expression', async () => {
  const editor = await typing(MODERN);
  await editor.replace(PARTNER, '    cron-api', '    total = cron');
  expect(await editor.completions(PARTNER)).toEqual([]);
});
