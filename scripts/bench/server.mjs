// How long an editor waits for the first diagnostics of a file that it opens in a small workspace.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../prepare.mjs';
import { median, report } from './statistics.mjs';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)(
  'vscode-languageserver/node',
);
const ADDON = path.join(ROOT, 'examples/leaky_addon');
const FILE = path.join(ADDON, 'models/shop_order.py');
const RUNS = 5;

/** Opens the example addon in a new server, several times. */
export async function measureServer() {
  const waits = [];
  for (let i = 0; i < RUNS; i++) waits.push(await firstDiagnostics());
  console.log('\nThe server on the example addon');
  report('opening a file to its diagnostics, median', median(waits.map(({ opened }) => opened)), 's', 0.5);
  report('the same, from the start of the process', median(waits.map(({ started }) => started)), 's');
}

async function firstDiagnostics() {
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const reader = new StreamMessageReader(child.stdout);
  const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin));
  const found = new Promise((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) => {
      if (diagnostics.length > 0) resolve(performance.now());
    });
  });
  connection.listen();
  const folder = { uri: pathToFileURL(ADDON).href, name: 'leaky_addon' };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [folder],
  });
  await connection.sendNotification('initialized', {});
  const opened = performance.now();
  const text = readFileSync(FILE, 'utf8');
  const textDocument = { uri: pathToFileURL(FILE).href, languageId: 'python', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const end = await found;
  const exited = once(child, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await exited;
  return { opened: (end - opened) / 1000, started: (end - start) / 1000 };
}
