// Roots, settings and bad input over the wire.

import { describe, expect, test } from 'vitest';
import { MODERN } from './support/capabilities';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { FOLDER, LEAKY, PARTNER, partnerSync } from './support/partner-sync';

const FOLDERS = [uriOf(FOLDER)];
const codes = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code);

describe('roots', () => {
  test('the status names the Odoo version and counts the scheduled actions', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS });
    const status = await editor.ready();
    expect(status.folders).toEqual([
      { uri: uriOf(FOLDER), version: { version: '17.0', source: 'manifest' }, crons: 1 },
    ]);
    expect(editor.progress.all).toContainEqual(
      expect.objectContaining({
        value: expect.objectContaining({ kind: 'begin', title: 'CronVet: reading the workspace' }),
      }),
    );
  });

  test('an addon that is opened by itself keeps its name', async () => {
    const folders = [uriOf(`${FOLDER}/partner_sync`)];
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders });
    await editor.ready();
    await editor.open(PARTNER, LEAKY);
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
    const crons = await editor.connection.sendRequest('cronvet/crons');
    expect(crons).toMatchObject([{ crons: [{ id: 'partner_sync.ir_cron_sync' }] }]);
  });

  test('a document outside all folders is checked with the addon around it, until it is closed', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: [] });
    await editor.open(PARTNER, LEAKY);
    const status = await editor.statuses.first(({ folders }) => folders.some(({ crons }) => crons === 1));
    expect(status.folders.map(({ uri }) => uri)).toEqual([uriOf(FOLDER)]);
    const [finding] = await editor.diagnostics(PARTNER);
    expect(finding?.relatedInformation?.length).toBeGreaterThan(0);
    const deserted = editor.statuses.next(({ folders }) => folders.length === 0);
    await editor.close(PARTNER);
    await deserted;
  });

  test('a document that is on no disk is checked alone', async () => {
    const editor = await startEditor(new Map(), { capabilities: MODERN });
    const uri = 'untitled:Untitled-1';
    await editor.open(uri, LEAKY);
    const diagnostics = await editor.diagnostics(uri);
    expect(diagnostics.every(({ severity }) => severity === 3)).toBe(true);
  });

  test('folders come and go; a document that stays open keeps its addon', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: [] });
    await editor.ready();
    const folder = { uri: uriOf(FOLDER), name: 'addons' };
    const change = (event: object) =>
      editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await change({ added: [folder], removed: [] });
    await editor.statuses.first(({ folders }) => folders.some(({ crons }) => crons === 1));
    await editor.open(PARTNER, LEAKY);
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);

    await change({ added: [], removed: [folder] });
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
    const gone = editor.statuses.next(({ folders }) => folders.length === 0);
    await editor.close(PARTNER);
    await gone;
  });
});

describe('settings', () => {
  test('of the editor silence a rule, and give it back', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS });
    await editor.ready();
    await editor.open(PARTNER, LEAKY);
    const silenced = editor.refreshes.next();
    await editor.configure({ rules: { 'loop-without-release': 'off' } });
    await silenced;
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
    const restored = editor.refreshes.next();
    await editor.configure({});
    await restored;
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
  });

  test('of the editor exclude files, and globs count from the folder', async () => {
    const settings = { exclude: ['partner_sync/models'] };
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS, settings });
    await editor.open(PARTNER, LEAKY);
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
    const changed = editor.refreshes.next();
    await editor.configure({ exclude: ['other/**', '*.py'] });
    await changed;
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
  });

  test('of an addon that is opened by itself exclude files of it', async () => {
    const addon = `${FOLDER}/partner_sync`;
    const disk = partnerSync({ [`${addon}/pyproject.toml`]: '[tool.cronvet]\nexclude = ["models/*.py"]\n' });
    const editor = await startEditor(disk, { capabilities: MODERN, folders: [uriOf(addon)] });
    await editor.open(PARTNER, LEAKY);
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
  });

  test('of the project stand above the editor, and are read again when they change', async () => {
    const disk = partnerSync({ [`${FOLDER}/pyproject.toml`]: '[tool.cronvet]\nodoo-version = "16.0"\n' });
    const settings = { odooVersion: '18.0' };
    const editor = await startEditor(disk, { capabilities: MODERN, folders: FOLDERS, settings });
    expect((await editor.ready()).folders[0]?.version).toEqual({ version: '16.0', source: 'setting' });
    disk.set(`${FOLDER}/pyproject.toml`, '');
    await editor.touched(uriOf(`${FOLDER}/pyproject.toml`));
    await editor.statuses.first(({ folders }) => folders[0]?.version.version === '18.0');
  });

  test('that cannot be used are named once, and the rest holds', async () => {
    const settings = { odooVersion: 'soon', rules: { 'loop-without-release': 'off' } };
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS, settings });
    await editor.ready();
    await editor.open(PARTNER, LEAKY);
    expect(await editor.diagnostics(PARTNER)).toEqual([]);
    const changed = editor.refreshes.next();
    await editor.configure({ odooVersion: 'soon' });
    await changed;
    expect(editor.messages.all).toEqual([expect.stringMatching(/odooVersion: expected an Odoo version/)]);
  });

  test('of an editor that cannot be asked come with its start', async () => {
    const { workspace: _, ...capabilities } = MODERN;
    const options = { settings: { odooVersion: '16.0' } };
    const editor = await startEditor(partnerSync(), { capabilities, folders: FOLDERS, options });
    expect((await editor.ready()).folders[0]?.version.version).toBe('16.0');
  });
});

describe('bad input', () => {
  test('a file that cannot be read is named in the log, and the rest is checked', async () => {
    const broken = `${FOLDER}/partner_sync/models/broken.py`;
    const disk = partnerSync({ [broken]: { skipped: 'a binary file' } });
    const editor = await startEditor(disk, { capabilities: MODERN, folders: FOLDERS });
    expect((await editor.ready()).folders[0]?.crons).toBe(1);
    expect(editor.logged.all.join('\n')).toContain(`${broken} is not checked: a binary file`);
  });

  test('a file that disappears takes its scheduled actions with it', async () => {
    const disk = partnerSync();
    const editor = await startEditor(disk, { capabilities: MODERN, folders: FOLDERS });
    await editor.ready();
    for (const path of disk.keys()) disk.delete(path);
    await editor.touched(uriOf(`${FOLDER}/partner_sync`));
    await editor.statuses.first(({ state, folders }) => state === 'ready' && folders[0]?.crons === 0);
  });

  test.each(['', '\uFEFFdef', 'def f(:\n', '\0\0\0', '<odoo><record model="ir.cron">', '🦆'.repeat(1000)])(
    'the text %j has no findings and does no harm',
    async (text) => {
      const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS });
      await editor.ready();
      const other = uriOf(`${FOLDER}/partner_sync/models/other.py`);
      await editor.open(other, text);
      expect(await editor.diagnostics(other)).toEqual([]);
      await editor.open(PARTNER, LEAKY);
      expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
    },
  );

  test('requests for documents that nobody opened are answered', async () => {
    const editor = await startEditor(partnerSync(), { capabilities: MODERN, folders: FOLDERS });
    await editor.ready();
    const nowhere = uriOf('/nowhere/a.py');
    const start = { line: 0, character: 0 };
    expect(await editor.diagnostics(nowhere)).toEqual([]);
    expect(await editor.actions(nowhere, { start, end: start })).toEqual([]);
  });

  test('a mistake of ours is logged, and costs only the answer that it spoilt', async () => {
    const setup = { capabilities: MODERN, folders: FOLDERS };
    const editor = await startEditor(partnerSync(), setup, (engine) => ({
      liveTrees: () => engine.liveTrees(),
      createWorkspace(settings) {
        const workspace = engine.createWorkspace(settings);
        const check = workspace.check.bind(workspace);
        workspace.check = (path) => {
          if (path.endsWith('cursed.py')) throw new Error('a mistake of ours');
          return check(path);
        };
        return workspace;
      },
    }));
    await editor.ready();
    const cursed = uriOf(`${FOLDER}/partner_sync/models/cursed.py`);
    await editor.open(cursed, 'x = 1\n');
    expect(await editor.diagnostics(cursed)).toEqual([]);
    expect(editor.logged.all.join('\n')).toContain('a mistake of ours');
    await editor.open(PARTNER, LEAKY);
    expect(codes(await editor.diagnostics(PARTNER))).toEqual(['loop-without-release']);
  });
});
