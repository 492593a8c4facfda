// Runs the command line in this process, on the sources, and gathers what it prints.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliHost, ExitCode } from '../../cli/src/host';
import { runCli } from '../../cli/src/run-cli';

/** The checkout. */
export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process whose output goes nowhere. The WebAssembly files and rule pages are those of the build. */
export function hostIn(cwd: string, env: CliHost['env'] = {}): CliHost {
  let clock = 0;
  const nowhere = { write: () => {}, isTty: false, columns: undefined };
  return {
    cwd,
    env,
    version: '0.1.0',
    dist: path.join(ROOT, 'dist'),
    stdout: nowhere,
    stderr: nowhere,
    now: () => (clock += 250),
  };
}

/** Runs `cronvet` with these arguments in a folder. */
export async function cronvet(args: readonly string[], cwd = ROOT, env: CliHost['env'] = {}): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  const output = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
    isTty: false,
    columns: undefined,
  });
  const host: CliHost = { ...hostIn(cwd, env), stdout: output('stdout'), stderr: output('stderr') };
  return { code: await runCli(args, host), ...printed };
}
