// Wires a connection to a session and its handlers. What each message does is in handlers/.

import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { readFeatures, readOptions } from './client-features';
import type { Context } from './context';
import { FIX_ALL, serveCodeActions } from './handlers/code-actions';
import { serveCompletion } from './handlers/completion';
import { CRON_TOOLS } from './handlers/cron-actions';
import { serveDiagnostics } from './handlers/diagnostics';
import { serveHover } from './handlers/hover';
import { serveNewAction } from './handlers/new-action';
import { reportStatus, serveRequests } from './handlers/requests';
import { followFolders, initialFolders, keepRoots } from './handlers/roots';
import { serveSettings, watchSettings } from './handlers/settings';
import { serveTextSync } from './handlers/text-sync';
import { serveWatchedFiles, watchFiles } from './handlers/watched-files';
import type { Host } from './host';
import { describeError } from './root';
import { Session } from './session';

/** Serves one client over a connection until it shuts down. */
export function start(connection: Connection, host: Host): void {
  connection.onInitialize(async (params) => {
    const features = readFeatures(params);
    const log = (message: string) => connection.console.log(message);
    const session = new Session({ engine: await host.engine(), host, features, log });
    serve({ connection, session }, params);
    return describeServer(params);
  });
  connection.listen();
}

function serve(context: Context, params: InitializeParams): void {
  const { connection, session } = context;
  const reports = serveDiagnostics(context);
  const status = reportStatus(context);
  const changed = () => {
    reports.workspaceChanged();
    status.trigger();
  };
  const settings = serveSettings(context, readOptions(params).settings, changed);
  const roots = keepRoots(context, settings, changed);
  serveTextSync(context, { ...reports, workspaceChanged: changed }, (document) => void roots.adopt(document));
  serveWatchedFiles(context, settings, changed);
  serveCodeActions(context);
  serveCompletion(context);
  serveHover(context);
  serveNewAction(context);
  serveRequests(context);
  connection.onInitialized(() => {
    const failed = (error: unknown) => session.log(describeError(error));
    followFolders(context, roots, changed);
    watchSettings(context).catch(failed);
    watchFiles(context).catch(failed);
    roots.add(initialFolders(params)).catch(failed);
  });
  connection.onShutdown(() => {
    reports.dispose();
    status.dispose();
    session.dispose();
  });
}

function describeServer(params: InitializeParams): InitializeResult {
  const { pullsDiagnostics, resolvesEdits, resolvesImports } = readFeatures(params);
  return {
    serverInfo: { name: 'cronvet' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, CRON_TOOLS],
        resolveProvider: resolvesEdits,
      },
      completionProvider: { resolveProvider: resolvesImports },
      hoverProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(pullsDiagnostics && {
        diagnosticProvider: {
          identifier: 'cronvet',
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      }),
    },
  };
}
