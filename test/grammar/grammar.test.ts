// Runs the syntax tests beside it: our injections into small stand-ins for the Python and XML grammars of VS Code.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(HERE));
const TESTER = path.join(ROOT, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
const BASES = ['python', 'xml'].flatMap((name) => ['-g', path.join(HERE, 'base', `${name}.tmLanguage.json`)]);

const tests = readdirSync(HERE).filter((file) => file.endsWith('.tmtest'));

test.each(tests)(
  '%s',
  (file) => {
    // The tester takes globs, in which a backslash of Windows would quote.
    const glob = path.relative(ROOT, path.join(HERE, file)).split(path.sep).join('/');
    const args = [TESTER, ...BASES, '--config', 'package.json', glob];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(`${stdout}${stderr}`).toContain('run successfuly');
    expect(status).toBe(0);
  },
  30_000,
);
