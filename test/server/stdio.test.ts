// The bundled server as any editor runs it: `node dist/cli.js lsp --stdio`, on a real folder.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { PLAIN } from './support/capabilities';
import { Editor } from './support/editor';
import { FOLDER, LEAKY, partnerSync } from './support/partner-sync';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const COMMAND_LINE = { program: 'cli.js', args: ['lsp', '--stdio'] };
const SERVER = { program: 'server.js', args: ['--stdio'] };

const children: ChildProcess[] = [];
const folders: string[] = [];

beforeAll(() => {
  if (!existsSync(path.join(DIST, 'server.js'))) throw new Error('run `npm run build` first');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function run({ program, args }: typeof SERVER) {
  const command = [path.join(DIST, program), ...args];
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const reader = new StreamMessageReader(child.stdout);
  return {
    child,
    editor: new Editor(createProtocolConnection(reader, new StreamMessageWriter(child.stdin))),
  };
}

/** Writes the addon to a folder of its own. */
function onDisk(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-stdio-'));
  folders.push(folder);
  for (const [file, text] of partnerSync()) {
    const target = path.join(folder, file.slice(FOLDER.length));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, typeof text === 'string' ? text : '');
  }
  return folder;
}

describe.each([COMMAND_LINE, SERVER])('$program', (command) => {
  test('finds, explains, fixes, and leaves with exit code 0', async () => {
    const folder = onDisk();
    const { child, editor } = run(command);
    await editor.start({
      capabilities: PLAIN,
      folders: [pathToFileURL(folder).href],
      processId: process.pid,
    });
    await editor.ready();
    const uri = pathToFileURL(path.join(folder, 'partner_sync/models/partner.py')).href;
    await editor.open(uri, LEAKY);
    const { diagnostics } = await editor.published.first((sent) => sent.diagnostics.length > 0);
    expect(diagnostics.map(({ code }) => code)).toEqual(['loop-without-release']);
    const [finding] = diagnostics;
    if (!finding) throw new Error('there is no finding');
    expect(JSON.stringify(await editor.hover(uri, finding))).toContain('# loop-without-release');

    const actions = await editor.actions(uri, finding);
    await editor.apply(actions.find(({ title }) => /batches/.test(title))?.edit);
    const fixed = await editor.published.first((sent) => (sent.version ?? 0) > 1);
    expect(fixed.diagnostics).toEqual([]);

    const exited = once(child, 'exit');
    await editor.stop();
    await editor.connection.sendNotification('exit');
    expect(await exited).toEqual([0, null]);
  });

  test('leaves with exit code 1 when the editor goes without a word', async () => {
    const { child, editor } = run(command);
    await editor.start({});
    const exited = once(child, 'exit');
    child.stdin?.end();
    expect(await exited).toEqual([1, null]);
  });
});

test('the server ends when its editor is gone', { timeout: 15_000 }, async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  const { child, editor } = run(SERVER);
  const exited = once(child, 'exit');
  await editor.start({ processId: gone.pid ?? 0 });
  expect(await exited).toEqual([1, null]);
});
