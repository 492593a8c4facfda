// `dist/cli.js`: starts the program, from compiled code where the build left it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compiledScript, runScript } from './compiled-script';

const program = path.join(__dirname, 'cronvet.js');
runScript(program, compiledScript(program, readFileSync(program, 'utf8'), compiledCode()));

function compiledCode(): Buffer | undefined {
  try {
    return readFileSync(path.join(__dirname, 'cronvet.cache'));
  } catch {
    return undefined;
  }
}
