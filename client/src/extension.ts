// Entry of the VS Code extension: starts the language server, and shows what it says. What it finds is its own matter.

import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './commands';
import { createClient } from './create-client';
import { showRulePages } from './rule-pages';
import { createStatusItem } from './status-item';

/** What the extension gives to others. */
export interface CronVetApi {
  /** Resolves when the server runs; rejects when it could not be started. */
  readonly ready: Promise<void>;
}

/** Called by VS Code, once. */
export function activate(context: ExtensionContext): CronVetApi {
  const output = window.createOutputChannel('CronVet', { log: true });
  const client = createClient(context, output);
  const status = createStatusItem(client);
  context.subscriptions.push(
    output,
    client,
    status,
    showRulePages(client),
    ...registerCommands(client, status, output),
  );
  const ready = client.start();
  ready.catch((error: unknown) => status.failed(error));
  return { ready };
}
