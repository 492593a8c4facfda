// `cronvet lsp --stdio`: runs the language server, which is loaded only now.

import type { ExitCode } from '../host';

/** Starts to serve one client over stdin and stdout; the open streams keep the process alive. */
export async function serve(): Promise<ExitCode> {
  const { runStdioServer } = await import('../../../server/src/node');
  runStdioServer();
  return 0;
}
