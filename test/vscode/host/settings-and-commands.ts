// Settings act at once, and the server can be restarted.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, findingOf, open, until, untilGone } from './editor';

async function setRules(rules: Readonly<Record<string, string>> | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('cronvet');
  await settings.update('rules', rules, vscode.ConfigurationTarget.Global);
}

suite('settings and commands', () => {
  teardown(async () => setRules(undefined));

  test('a rule that is turned off is silent, and speaks again when turned on', async () => {
    const { uri } = await open('models/partner.py');
    await findingOf(uri, 'loop-without-release');
    await setRules({ 'loop-without-release': 'off' });
    await untilGone(uri, 'loop-without-release');
    await setRules(undefined);
    await findingOf(uri, 'loop-without-release');
  });

  test('restarting the server brings the findings back', async () => {
    const { uri } = await open('models/partner.py');
    await findingOf(uri, 'loop-without-release');
    await vscode.commands.executeCommand('cronvet.restart');
    await findingOf(uri, 'loop-without-release');
  });

  test("a rule's page opens as a preview", async () => {
    await vscode.commands.executeCommand('cronvet.showRule', 'unclosed-resource');
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.label);
    await until('its tab', () => tabs().find((label) => label.includes('unclosed-resource')), tabs);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('every contributed command is registered', async () => {
    const manifest: { contributes?: { commands?: readonly { command: string }[] } } =
      vscode.extensions.getExtension(EXTENSION)?.packageJSON;
    const registered = new Set(await vscode.commands.getCommands());
    const contributed = (manifest.contributes?.commands ?? []).map(({ command }) => command);
    assert.ok(contributed.includes('cronvet.restart'), contributed.join(', '));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});
