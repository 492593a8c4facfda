// The built program as a process: its exit code, a reader that leaves early, and the language server inside it.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support';

const CLI = join(ROOT, 'dist', 'cli.js');
/** Milliseconds: a process takes its time to start on a busy machine. */
const PATIENCE = 30_000;
const EXAMPLE = join(ROOT, 'examples', 'leaky_addon');

test(
  'exits with what the command says, and prints without colours to a pipe',
  () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'check', EXAMPLE], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/4 errors, 19 warnings in 8 files\./);
    expect(stdout).not.toContain('\u001B');
    expect(status).toBe(1);
  },
  PATIENCE,
);

test(
  'ends quietly when nobody reads on',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cronvet-pipe-'));
    try {
      mkdirSync(join(folder, 'models'));
      writeFileSync(join(folder, '__manifest__.py'), '{"name": "many"}');
      const caches = Array.from(
        { length: 400 },
        (_, n) => `_C${n} = {}\ndef f${n}(k, v):\n    _C${n}[k] = v\n`,
      );
      writeFileSync(join(folder, 'models', 'many.py'), caches.join('\n'));
      const child = spawn(process.execPath, [CLI, 'check', folder]);
      let errors = '';
      child.stderr.on('data', (data: Buffer) => {
        errors += data.toString();
      });
      child.stdout.once('data', () => child.stdout.destroy());
      await new Promise((resolve) => child.once('close', resolve));
      expect(errors).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  PATIENCE,
);

test(
  'serves LSP over stdin and stdout',
  async () => {
    const child = spawn(process.execPath, [CLI, 'lsp', '--stdio', '--clientProcessId=1']);
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const answer = await new Promise<string>((resolve, reject) => {
      child.once('close', (code) => reject(new Error(`it ended with ${code}`)));
      let got = '';
      child.stdout.on('data', (data: Buffer) => {
        got += data.toString();
        if (got.includes('"id":1')) resolve(got);
      });
    });
    expect(answer).toContain('"textDocumentSync"');
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  },
  PATIENCE,
);
