// "New scheduled action": asks for what the server needs, and shows the edit that it answers with.

import { type QuickPickItem, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type AddonChoice,
  NEW_ACTION,
  NEW_ACTION_CHOICES,
  type NewActionAnswer,
  type NewActionChoices,
  type NewActionChoicesParams,
  type NewActionParams,
} from '../../server/src/protocol';

const TITLE = 'New scheduled action';

type Interval = Pick<NewActionParams, 'every' | 'unit'>;

const INTERVALS: readonly (QuickPickItem & { readonly interval: Interval })[] = [
  { label: 'Every 5 minutes', interval: { every: 5, unit: 'minutes' } },
  { label: 'Every 15 minutes', interval: { every: 15, unit: 'minutes' } },
  { label: 'Every hour', interval: { every: 1, unit: 'hours' } },
  { label: 'Every 4 hours', interval: { every: 4, unit: 'hours' } },
  { label: 'Every day', interval: { every: 1, unit: 'days' } },
  { label: 'Every week', interval: { every: 1, unit: 'weeks' } },
  { label: 'Every month', interval: { every: 1, unit: 'months' } },
];

/** Runs the command. `answers` are given by who calls it from code: nothing is asked that they say. */
export async function newAction(client: LanguageClient, answers?: unknown): Promise<void> {
  const choices = await client.sendRequest<NewActionChoices>(NEW_ACTION_CHOICES, placeOfCursor(client));
  if (choices.addons.length === 0) {
    await window.showErrorMessage('CronVet: no addon is open: a folder with a __manifest__.py.');
    return;
  }
  const params = await ask(choices, isAnswers(answers) ? answers : {});
  if (params === undefined) return;
  const answer = await client.sendRequest<NewActionAnswer>(NEW_ACTION, params);
  if ('refused' in answer) {
    await window.showErrorMessage(`CronVet: ${answer.refused}`);
    return;
  }
  await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit));
}

function placeOfCursor(client: LanguageClient): NewActionChoicesParams {
  const editor = window.activeTextEditor;
  if (editor === undefined) return {};
  const { uri } = client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document);
  return { uri, position: client.code2ProtocolConverter.asPosition(editor.selection.active) };
}

/** Undefined when the user leaves one of the questions. */
async function ask(
  { addons, own, model: guess }: NewActionChoices,
  given: Partial<NewActionParams>,
): Promise<NewActionParams | undefined> {
  const addon = own ?? (await askAddon(addons));
  const model = addon && (given.model ?? (await askModel(addon, guess)));
  if (!addon || !model) return undefined;
  const title =
    given.title ??
    (await window.showInputBox({ title: TITLE, prompt: 'What it does', placeHolder: 'Sync partners' }));
  if (!title) return undefined;
  const { every, unit } = given;
  const interval = every !== undefined && unit !== undefined ? { every, unit } : await askInterval();
  return interval && { root: addon.root, addon: addon.addon, model, title, ...interval };
}

async function askAddon(addons: readonly AddonChoice[]): Promise<AddonChoice | undefined> {
  const [only, ...more] = addons;
  if (more.length === 0) return only;
  const items = addons.map((choice) => ({ label: choice.name, description: choice.addon, choice }));
  const picked = await window.showQuickPick(items, { title: TITLE, placeHolder: 'Addon' });
  return picked?.choice;
}

function askModel({ name }: AddonChoice, guess: string | undefined): Thenable<string | undefined> {
  return window.showInputBox({
    title: `${TITLE} in ${name}`,
    prompt: 'Model whose records it goes through',
    placeHolder: 'res.partner',
    ...(guess !== undefined && { value: guess }),
  });
}

async function askInterval(): Promise<Interval | undefined> {
  const picked = await window.showQuickPick(INTERVALS, { title: TITLE, placeHolder: 'How often' });
  return picked?.interval;
}

function isAnswers(answers: unknown): answers is Partial<NewActionParams> {
  return typeof answers === 'object' && answers !== null;
}
