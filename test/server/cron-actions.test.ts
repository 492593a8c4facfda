// The tools on a scheduled method, over the wire: offered anywhere in it, planned when they are chosen.

import { expect, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionTriggerKind,
  CreateFile,
  TextDocumentEdit,
} from 'vscode-languageserver/node';
import { MODERN, PLAIN } from './support/capabilities';
import type { Editor } from './support/editor';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { CLEAN, FOLDER, PARTNER, partnerSync } from './support/partner-sync';

const ROOT = uriOf(FOLDER);
const PROFILE = "Profile this cron's memory";
const TEST = 'Generate a memory test for this cron';
/** Inside the method, where nothing is found. */
const INSIDE = { start: { line: 7, character: 12 }, end: { line: 7, character: 12 } };

async function editorOf(
  text = CLEAN,
  capabilities = MODERN,
  more: Record<string, string> = {},
): Promise<Editor> {
  const editor = await startEditor(partnerSync(more), { capabilities, folders: [ROOT] });
  await editor.ready();
  await editor.open(PARTNER, text);
  return editor;
}

function titled(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find((action) => action.title === title);
  if (!found) throw new Error(`${title} is not among ${actions.map((action) => action.title).join(', ')}`);
  return found;
}

test('a method that a scheduled action calls has both, with nothing wrong in it', async () => {
  const editor = await editorOf();
  const actions = await editor.actions(PARTNER, INSIDE);
  expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
    [PROFILE, 'refactor.cronvet'],
    [TEST, 'refactor.cronvet'],
  ]);
  const above = { line: 3, character: 0 };
  expect(await editor.actions(PARTNER, { start: above, end: above })).toEqual([]);
  expect(await editor.actions(PARTNER, INSIDE, ['quickfix'])).toEqual([]);
});

test('asked at every move of the cursor, they stand on the first line of the method alone', async () => {
  const editor = await editorOf();
  const titlesAt = async (line: number) => {
    const at = { line, character: 8 };
    const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: PARTNER },
      range: { start: at, end: at },
      context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic },
    });
    return (actions ?? []).map(({ title }) => title);
  };
  expect(await titlesAt(6)).toEqual([PROFILE, TEST]);
  expect(await titlesAt(7)).toEqual([]);
});

test('the trace asks before it is written, and ends with the method', async () => {
  const editor = await editorOf();
  const { edit } = titled(await editor.actions(PARTNER, INSIDE), PROFILE);
  expect(edit?.changeAnnotations?.[PROFILE]?.needsConfirmation).toBe(true);
  await editor.apply(edit);
  expect(editor.text(PARTNER)).toContain(
    '        tracemalloc.start()\n        try:\n            self.search(',
  );
  expect((await editor.diagnostics(PARTNER)).map(({ code }) => code)).toEqual([]);
  const line = editor.text(PARTNER).split('\n').indexOf('        try:');
  const inside = { start: { line, character: 8 }, end: { line, character: 8 } };
  const again = titled(await editor.actions(PARTNER, inside), PROFILE);
  expect(again.disabled?.reason).toBe('The method uses tracemalloc already.');
});

test('the memory test is planned when it is chosen, into a package that the disk has', async () => {
  const init = `${FOLDER}/partner_sync/tests/__init__.py`;
  const editor = await editorOf(CLEAN, MODERN, { [init]: 'from . import test_partner\n' });
  const offered = titled(await editor.actions(PARTNER, INSIDE), TEST);
  expect(offered.edit).toBeUndefined();
  const { documentChanges = [] } = (await editor.resolve(offered)).edit ?? {};
  const [created] = documentChanges.filter(CreateFile.is);
  expect(created?.uri).toBe(`${ROOT}/partner_sync/tests/test_memory_cron_sync.py`);
  const texts = documentChanges
    .filter(TextDocumentEdit.is)
    .flatMap(({ edits }) => edits.map((edit) => ('newText' in edit ? edit.newText : '')));
  expect(texts[0]).toContain('class TestMemoryCronSync(TransactionCase):');
  expect(texts[0]).toContain('self.registry.enter_test_mode(self.cr)');
  expect(texts[1]).toContain('from . import test_memory_cron_sync');
});

test('what was offered for an older text is refused, and why there is no test is said', async () => {
  const editor = await editorOf();
  const old = titled(await editor.actions(PARTNER, INSIDE), TEST);
  await editor.replace(PARTNER, 'self.search([], limit=80)', 'self');
  await expect(editor.resolve(old)).rejects.toThrow('The file has changed meanwhile.');
  const now = titled(await editor.actions(PARTNER, INSIDE), TEST);
  await expect(editor.resolve(now)).rejects.toThrow('It searches no records that a test could make more of.');
});

test('a client that makes no files is offered the trace alone', async () => {
  const editor = await editorOf(CLEAN, PLAIN);
  expect((await editor.actions(PARTNER, INSIDE)).map(({ title }) => title)).toEqual([PROFILE]);
});
