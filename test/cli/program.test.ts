// The built program as a process: its exit code, a reader that leaves early, and the language server inside it.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compiledScript, runScript } from '../../cli/src/compiled-script';
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

test(
  'starts from code that the build compiled, and without it',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'cronvet-code-'));
    try {
      const source = 'function f() { return 1; }\nmodule.exports = f();';
      const made = compiledScript(join(folder, 'a.js'), source);
      runScript(join(folder, 'a.js'), made);
      expect(compiledScript(join(folder, 'a.js'), source, made.createCachedData()).cachedDataRejected).toBe(
        false,
      );
      expect(
        compiledScript(join(folder, 'a.js'), `${source}\n`, made.createCachedData()).cachedDataRejected,
      ).toBe(true);

      const program = join(ROOT, 'dist', 'cronvet.js');
      const [code, built] = [
        readFileSync(join(ROOT, 'dist', 'cronvet.cache')),
        readFileSync(program, 'utf8'),
      ];
      expect(compiledScript(program, built, code).cachedDataRejected).toBe(false);

      cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
      cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
      const copied = () =>
        spawnSync(process.execPath, [join(folder, 'dist', 'cli.js'), 'rules'], { encoding: 'utf8' });
      const withCode = copied();
      rmSync(join(folder, 'dist', 'cronvet.cache'));
      const without = copied();
      writeFileSync(join(folder, 'dist', 'cronvet.cache'), 'not code');
      expect([withCode.status, without.stdout, copied().stdout]).toEqual([
        0,
        withCode.stdout,
        withCode.stdout,
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  PATIENCE,
);
