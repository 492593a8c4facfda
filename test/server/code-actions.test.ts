// Code actions over the wire: what is offered, when its edit is computed, and that it ends the finding.

import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { Engine, Finding } from '../../engine/src/index';
import { MODERN, PLAIN } from './support/capabilities';
import type { Editor } from './support/editor';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { CRON, CRON_XML, FOLDER, LEAKY, PARTNER, partnerSync } from './support/partner-sync';

const FOLDERS = [uriOf(FOLDER)];

const UPLOADS = `import ftplib

from odoo import models


class Upload(models.Model):
    _name = "partner.upload"

    def _cron_first(self):
        for upload in self.search([], limit=20):
            ftp = ftplib.FTP(upload.host)
            ftp.cwd("first")

    def _cron_second(self):
        for upload in self.search([], limit=20):
            ftp = ftplib.FTP(upload.host)
            ftp.cwd("second")
`;

/** The engine, with every fix declared safe: few real ones are, and the protocol's side of it is the same. */
function withSafeFixes(engine: Engine): Engine {
  return {
    liveTrees: () => engine.liveTrees(),
    createWorkspace(settings) {
      const workspace = engine.createWorkspace(settings);
      const check = workspace.check.bind(workspace);
      workspace.check = (path) => ({ path, findings: check(path).findings.map(madeSafe) });
      return workspace;
    },
  };
}

function madeSafe(finding: Finding): Finding {
  const fixes = () =>
    finding.fixes().map((fix) => (fix.kind === 'fix' ? { ...fix, applicability: 'safe' as const } : fix));
  return { ...finding, fixes };
}

async function leakyEditor(capabilities = MODERN, options: unknown = undefined): Promise<Editor> {
  const editor = await startEditor(partnerSync(), { capabilities, folders: FOLDERS, options });
  await editor.ready();
  await editor.open(PARTNER, LEAKY);
  return editor;
}

async function firstFinding(editor: Editor) {
  const [finding] = await editor.diagnostics(PARTNER);
  if (!finding) throw new Error('there is no finding');
  return finding;
}

function titled(actions: readonly CodeAction[], title: RegExp): CodeAction {
  const action = actions.find((one) => title.test(one.title));
  if (!action) throw new Error(`offered: ${actions.map((one) => one.title).join(' | ')}`);
  return action;
}

describe('the batch rewrite', () => {
  test('is computed when it is asked for, asks before it changes anything, and ends the finding', async () => {
    const editor = await leakyEditor();
    const finding = await firstFinding(editor);
    const action = titled(await editor.actions(PARTNER, finding), /batches/);
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [finding] });
    expect(action.edit).toBeUndefined();
    expect(action.isPreferred).toBeUndefined();

    const { edit } = await editor.resolve(action);
    const annotations = Object.values(edit?.changeAnnotations ?? {});
    expect(annotations).toMatchObject([{ needsConfirmation: true, label: action.title }]);
    expect(annotations[0]?.description).toBeTruthy();
    await editor.apply(edit);
    expect(editor.text(PARTNER)).toContain('self.env.cr.commit()');
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
  });

  test('is made for the text as it is when it is asked for', async () => {
    const editor = await leakyEditor();
    const action = titled(await editor.actions(PARTNER, await firstFinding(editor)), /batches/);
    const version = await editor.replace(PARTNER, 'class Partner', '# new\nclass Partner');
    const { edit } = await editor.resolve(action);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: PARTNER, version } }]);
    await editor.apply(edit);
    expect(editor.text(PARTNER)).toContain('# new\nclass Partner');
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
  });

  test('is refused when its finding is gone', async () => {
    const editor = await leakyEditor();
    const action = titled(await editor.actions(PARTNER, await firstFinding(editor)), /batches/);
    await editor.replace(PARTNER, 'self.search([])', 'self.search([], limit=80)');
    await expect(editor.resolve(action)).rejects.toThrow(/changed meanwhile/);
  });

  test('comes at once, unannotated, to an editor that knows no better', async () => {
    const editor = await leakyEditor(PLAIN);
    const { diagnostics } = await editor.published.first((sent) => sent.diagnostics.length > 0);
    const [finding] = diagnostics;
    if (!finding) throw new Error('there is no finding');
    const { edit } = titled(await editor.actions(PARTNER, finding), /batches/);
    expect(edit?.changeAnnotations).toBeUndefined();
    expect(Object.keys(edit?.changes ?? {})).toEqual([PARTNER]);
  });
});

test('code in a data file is not rewritten, and the action says where to move it', async () => {
  const editor = await leakyEditor();
  const code = 'for partner in model.search([]): partner.write({"ref": "x"})';
  await editor.open(CRON, CRON_XML.replace('model._cron_sync()', code));
  const [finding] = await editor.diagnostics(CRON);
  if (!finding) throw new Error('there is no finding');
  const action = titled(await editor.actions(CRON, finding), /batches/);
  expect(action.edit).toBeUndefined();
  expect(action.disabled?.reason).toMatch(/move it to a method of res\.partner and call that/);
});

describe('other actions', () => {
  test('a finding can be ignored with a comment that has room for the reason', async () => {
    const editor = await leakyEditor();
    const action = titled(await editor.actions(PARTNER, await firstFinding(editor)), /^Ignore/);
    await editor.apply(action.edit);
    expect(editor.text(PARTNER)).toContain(
      '        # cronvet: ignore[loop-without-release] - reason\n        for partner in',
    );
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
  });

  test('an editor that can show a rule is offered its page', async () => {
    const editor = await leakyEditor(MODERN, { showsRules: true });
    const action = titled(await editor.actions(PARTNER, await firstFinding(editor)), /^Explain/);
    expect(action.command).toMatchObject({
      command: 'cronvet.showRule',
      arguments: ['loop-without-release'],
    });
  });

  test('nothing is offered away from a finding, or for another kind', async () => {
    const editor = await leakyEditor();
    const start = { line: 0, character: 0 };
    expect(await editor.actions(PARTNER, { start, end: start })).toEqual([]);
    expect(await editor.actions(PARTNER, await firstFinding(editor), ['refactor.extract'])).toEqual([]);
  });

  test('a safe fix is preferred, and fix-all makes every one of them', async () => {
    const setup = { capabilities: MODERN, folders: FOLDERS };
    const editor = await startEditor(partnerSync(), setup, withSafeFixes);
    const uri = uriOf(`${FOLDER}/partner_sync/models/upload.py`);
    await editor.open(uri, UPLOADS);
    const [first, second] = await editor.diagnostics(uri);
    if (!first || !second) throw new Error('two findings are expected');
    const one = titled(await editor.actions(uri, first), /^Close it/);
    expect(one.isPreferred).toBe(true);
    expect((await editor.resolve(one)).edit?.changeAnnotations).toBeUndefined();

    const [all] = await editor.actions(uri, first, ['source.fixAll']);
    expect(all?.kind).toBe('source.fixAll.cronvet');
    await editor.apply(all?.edit);
    expect(editor.text(uri).match(/with ftplib/g)).toHaveLength(2);
    expect(await editor.diagnostics(uri)).toEqual([]);
  });

  test.each([
    ['that pulls', MODERN],
    ['that is told', PLAIN],
  ])('one rule can be fixed in the whole file, in an editor %s', async (_, capabilities) => {
    const editor = await startEditor(partnerSync(), { capabilities, folders: FOLDERS }, withSafeFixes);
    const uri = uriOf(`${FOLDER}/partner_sync/models/upload.py`);
    await editor.open(uri, UPLOADS);
    const told = await (capabilities === MODERN
      ? editor.diagnostics(uri)
      : editor.published
          .first((sent) => sent.uri === uri && sent.diagnostics.length > 0)
          .then(({ diagnostics }) => diagnostics));
    const [first] = told;
    if (!first) throw new Error('there is no finding');
    const all = titled(await editor.actions(uri, first), /^Fix all "unclosed-resource" in this file$/);
    expect(all.kind).toBe('quickfix');
    if (capabilities === MODERN) {
      expect(all.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
      expect(all.edit?.changeAnnotations).toBeUndefined();
    }
    await editor.apply(all.edit);
    expect(editor.text(uri).match(/with ftplib/g)).toHaveLength(2);
  });

  test('a rule is not offered to be fixed everywhere where it is found once, or its fixes are unsafe', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS });
    await editor.ready();
    const twice = LEAKY + LEAKY.slice(LEAKY.indexOf('    def')).replace('_cron_sync', '_cron_more');
    await editor.open(PARTNER, twice);
    const found = await editor.diagnostics(PARTNER);
    expect(found.length).toBeGreaterThan(1);
    const [first] = found;
    if (!first) throw new Error('there is no finding');
    const titles = (await editor.actions(PARTNER, first)).map(({ title }) => title);
    expect(titles.filter((title) => /^Fix all/.test(title))).toEqual([]);
    expect(await editor.actions(PARTNER, first, ['source.fixAll'])).toEqual([]);
  });

  test('fix-all leaves unsafe fixes alone', async () => {
    const editor = await leakyEditor();
    expect(await editor.actions(PARTNER, await firstFinding(editor), ['source.fixAll'])).toEqual([]);
  });
});

test('hovering over a finding explains its rule', async () => {
  const editor = await leakyEditor();
  const hover = await editor.hover(PARTNER, await firstFinding(editor));
  expect(hover?.contents).toMatchObject({ kind: 'markdown' });
  expect(JSON.stringify(hover?.contents)).toMatch(/# loop-without-release/);
});

test('the scheduled actions can be asked for', async () => {
  const editor = await leakyEditor();
  const crons = await editor.connection.sendRequest('cronvet/crons');
  expect(crons).toMatchObject([
    {
      uri: uriOf(FOLDER),
      crons: [{ name: 'Sync partners', source: { path: CRON.slice(FOLDER.length + 1) } }],
    },
  ]);
  expect(CRON_XML).toContain('Sync partners');
});
