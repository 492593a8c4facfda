// The language client: how the server is started, and which documents it gets.

import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/protocol';

/** Makes the client; the caller starts it, and it ends with the extension. */
export function createClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const options: InitializationOptions = { showsRules: true };
  return new LanguageClient(
    'cronvet',
    'CronVet',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [
        { language: 'python', scheme: 'file' },
        { language: 'python', scheme: 'untitled' },
        { language: 'xml', scheme: 'file' },
        { scheme: 'file', pattern: '**/ir.cron*.csv' },
      ],
      diagnosticCollectionName: 'cronvet',
      initializationOptions: options,
      outputChannel: output,
    },
  );
}
