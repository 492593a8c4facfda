// Leaves V8's compiled code of the command line beside it, with every function that a check of the example runs.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './prepare.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-code-'));
const outfile = path.join(folder, 'compiled-script.js');
const entryPoints = [path.join(ROOT, 'cli/src/compiled-script.ts')];
await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' });
const { compiledScript, runScript } = createRequire(import.meta.url)(outfile);
rmSync(folder, { recursive: true });

const program = path.join(ROOT, 'dist/cronvet.js');
const script = compiledScript(program, readFileSync(program, 'utf8'));
process.argv.splice(2, Infinity, 'check', path.join(ROOT, 'examples/leaky_addon'));
process.stdout.write = () => true;
runScript(program, script);

process.on('exit', (code) => {
  // 1: it found something. Anything else says more than a missing file would.
  if (code !== 1) return;
  process.exitCode = 0;
  writeFileSync(path.join(ROOT, 'dist/cronvet.cache'), script.createCachedData());
});
