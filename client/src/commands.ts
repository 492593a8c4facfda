// The commands of the palette; each name here is one in package.json.

import { commands, type Disposable, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { SHOW_RULE } from '../../server/src/protocol';
import { newAction } from './new-action';
import { openRulePage } from './rule-pages';
import type { StatusItem } from './status-item';

/** Registers all commands of the extension. */
export function registerCommands(
  client: LanguageClient,
  status: StatusItem,
  output: LogOutputChannel,
): readonly Disposable[] {
  return [
    commands.registerCommand('cronvet.restart', async () => {
      status.starting();
      try {
        await client.restart();
      } catch (error) {
        status.failed(error);
        throw error;
      }
    }),
    commands.registerCommand('cronvet.showOutput', () => output.show()),
    commands.registerCommand('cronvet.newAction', (answers: unknown) => newAction(client, answers)),
    commands.registerCommand(SHOW_RULE, openRulePage),
  ];
}
