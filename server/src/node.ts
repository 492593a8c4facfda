// The server under node: over standard input and output for any editor, over IPC for our own client.

import { join } from 'node:path';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { createNodeHost } from './node-host';
import { start } from './server';

/** Serves the client at the other end of standard input and output, until it leaves. */
export function runStdioServer(): void {
  start(createConnection(ProposedFeatures.all, process.stdin, process.stdout), bundledHost());
}

/** Serves the process that forked this one. */
export function runIpcServer(): void {
  const reader = new IPCMessageReader(process);
  start(createConnection(ProposedFeatures.all, reader, new IPCMessageWriter(process)), bundledHost());
}

function bundledHost() {
  return createNodeHost({ runtime: __dirname, grammar: __dirname, pages: join(__dirname, 'rules') });
}
