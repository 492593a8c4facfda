// A new scheduled action over the wire: what is offered to choose from, and one edit that asks before it is made.

import { expect, test } from 'vitest';
import { CreateFile, TextDocumentEdit } from 'vscode-languageserver/node';
import {
  NEW_ACTION,
  NEW_ACTION_CHOICES,
  type NewActionAnswer,
  type NewActionChoices,
  type NewActionParams,
} from '../../server/src/protocol';
import { MODERN } from './support/capabilities';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { FOLDER, LEAKY, PARTNER, partnerSync } from './support/partner-sync';

const ROOT = uriOf(FOLDER);
const OWN = { root: ROOT, addon: 'partner_sync', name: 'partner_sync' };
const PARAMS: NewActionParams = {
  ...{ root: ROOT, addon: 'partner_sync', model: 'res.partner' },
  ...{ title: 'Mark partners', every: 1, unit: 'days' },
};

async function started() {
  const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: [ROOT] });
  await editor.ready();
  return editor;
}

test('the addon and the model of the open file are chosen already', async () => {
  const editor = await started();
  const ask = (params: unknown) =>
    editor.connection.sendRequest<NewActionChoices>(NEW_ACTION_CHOICES, params);
  expect(await ask({})).toEqual({ addons: [OWN] });
  await editor.open(PARTNER, LEAKY);
  const position = { line: 8, character: 0 };
  expect(await ask({ uri: PARTNER, position })).toEqual({ addons: [OWN], own: OWN, model: 'res.partner' });
});

test('the edit makes files, changes others in the version that is open, and asks first', async () => {
  const editor = await started();
  // What is not saved yet is what is changed.
  await editor.open(PARTNER, LEAKY);
  await editor.replace(PARTNER, 'from odoo import models', 'from odoo import fields, models');
  const answer = await editor.connection.sendRequest<NewActionAnswer>(NEW_ACTION, PARAMS);
  if ('refused' in answer) throw new Error(answer.refused);
  const { documentChanges = [], changeAnnotations = {} } = answer.edit;
  expect(changeAnnotations).toEqual({
    'Scheduled action: Mark partners': { label: 'Scheduled action: Mark partners', needsConfirmation: false },
    'Its test': { label: 'Its test', needsConfirmation: true },
  });
  const created = documentChanges.filter(CreateFile.is).map(({ uri }) => uri.slice(ROOT.length));
  expect(created).toEqual([
    '/partner_sync/tests/test_cron_mark_partners.py',
    '/partner_sync/tests/__init__.py',
  ]);
  const changes = documentChanges.filter(TextDocumentEdit.is);
  const edited = changes.map(({ textDocument: { uri, version } }) => [uri.slice(ROOT.length), version]);
  expect(edited).toEqual([
    ['/partner_sync/models/partner.py', 2],
    ['/partner_sync/data/cron.xml', null],
    ['/partner_sync/tests/test_cron_mark_partners.py', null],
    ['/partner_sync/tests/__init__.py', null],
  ]);
  for (const { textDocument, edits } of changes) {
    const annotationId = textDocument.uri.includes('/tests/')
      ? 'Its test'
      : 'Scheduled action: Mark partners';
    for (const edit of edits) expect(edit).toMatchObject({ annotationId });
  }
  const [partner] = changes;
  expect(partner?.edits).toMatchObject([
    { range: { start: { line: 0 }, end: { line: 0 } } },
    {
      range: { start: { line: 8 }, end: { line: 8 } },
      newText: expect.stringMatching(/def _cron_mark_partners/),
    },
  ]);
});

test('what stands against it is said', async () => {
  const editor = await started();
  const answer = await editor.connection.sendRequest<NewActionAnswer>(NEW_ACTION, { ...PARAMS, title: '?' });
  expect(answer).toEqual({ refused: 'What it does begins with a letter: the method is named for it.' });
  const gone = await editor.connection.sendRequest<NewActionAnswer>(NEW_ACTION, {
    ...PARAMS,
    root: 'file:///x',
  });
  expect(gone).toEqual({ refused: 'The folder is not open any more.' });
});
