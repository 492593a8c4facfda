// A program's code as V8 compiled it when the program was built. Compiling is a quarter of a check of one addon.
// Source: https://nodejs.org/api/vm.html#scriptcreatecacheddata (functions compiled so far are in the data).

import { createRequire } from 'node:module';
import path from 'node:path';
import { constants, Script } from 'node:vm';

type Loaded = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * The script of a CommonJS file. V8 rejects data that another version of it made, and compiles as ever; it tells other
 * code by its length only, so data must go when the file does.
 */
export function compiledScript(file: string, source: string, cachedData?: Buffer): Script {
  return new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

/** Runs the script as Node runs a CommonJS file. */
export function runScript(file: string, script: Script): void {
  const load: Loaded = script.runInThisContext();
  const module = { exports: {} };
  load(module.exports, createRequire(file), module, file, path.dirname(file));
}
