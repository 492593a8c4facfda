// The proof that CONTRIBUTING.md speaks of, on the example addon: every fix of every rule that has one.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

test('all fixes of the example are right together', () => {
  const args = ['scripts/prove-fixes.mjs', '--no-build', '--each', '--trees', 'examples'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^leaky_addon: \d+ findings, [1-9]\d* gone, \d+ files changed, 1\d fixes by themselves\n\n/,
  );
  expect(stdout).toMatch(/\n1 trees, \d+ files, \d+ changed, 0 problems\n$/);
  expect(status).toBe(0);
}, 60_000);

test('a folder without any checkout proves nothing, and says so', () => {
  const args = ['scripts/prove-fixes.mjs', '--no-build', '--trees', 'test/fixes'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/fixes holds no folders: nothing is proved\.\n$/);
  expect(status).toBe(2);
});
