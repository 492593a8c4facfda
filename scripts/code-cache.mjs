// Leaves V8's compiled code of the command line beside it, with every function that a check of the example runs.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadBundled } from './load-engine.mjs';
import { ROOT } from './prepare.mjs';

const { compiledScript, runScript } = await loadBundled('cli/src/compiled-script.ts');
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
