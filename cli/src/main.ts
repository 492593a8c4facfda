// The `cronvet` program: hands the process to the commands, and their exit code to the process.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CliHost, Output } from './host';
import { runCli } from './run-cli';

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTty: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
  };
}

/** Who reads us may leave early (`cronvet check . | head`): that is no error. */
function endQuietlyWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

async function main(): Promise<void> {
  endQuietlyWhenNobodyReads(process.stdout);
  endQuietlyWhenNobodyReads(process.stderr);
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
  );
  const host: CliHost = {
    cwd: process.cwd(),
    env: process.env,
    version: manifest.version,
    dist: __dirname,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    now: () => performance.now(),
  };
  process.exitCode = await runCli(process.argv.slice(2), host);
}

main().catch((error: unknown) => {
  process.stderr.write(`cronvet: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
