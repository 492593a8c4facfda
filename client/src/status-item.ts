// The status bar item: the Odoo version found and the number of scheduled actions.

import { type Disposable, MarkdownString, StatusBarAlignment, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type FolderStatus, STATUS, type StatusParams } from '../../server/src/protocol';

/** The item; the server feeds it, and the extension says when there is no server. */
export interface StatusItem extends Disposable {
  starting(): void;
  failed(error: unknown): void;
}

/** Shows the item; a click opens the output. */
export function createStatusItem(client: LanguageClient): StatusItem {
  const item = window.createStatusBarItem('cronvet.status', StatusBarAlignment.Right);
  item.name = 'CronVet';
  item.command = 'cronvet.showOutput';
  const show = (text: string, tooltip: MarkdownString | string) => {
    item.text = text;
    item.tooltip = tooltip;
    item.show();
  };
  const starting = () => show('$(sync~spin) CronVet', 'CronVet is starting');
  starting();
  const listening = client.onNotification(STATUS, (status: StatusParams) => {
    const folders = status.folders.map(folderText);
    show(statusText(status), new MarkdownString(folders.join('\n\n') || 'CronVet is reading the workspace'));
  });
  return {
    starting,
    failed: (error) => show('$(error) CronVet', `CronVet did not start: ${String(error)}`),
    dispose() {
      listening.dispose();
      item.dispose();
    },
  };
}

function statusText({ state, folders }: StatusParams): string {
  if (state === 'reading') return '$(sync~spin) CronVet: reading';
  const versions = [...new Set(folders.flatMap(({ version }) => version.version ?? []))].sort();
  const crons = folders.reduce((sum, folder) => sum + folder.crons, 0);
  return `CronVet ${[versions.join(', '), countOf(crons)].filter(Boolean).join(' · ')}`;
}

function countOf(crons: number): string {
  return crons === 1 ? '1 cron' : `${crons} crons`;
}

const SOURCES: Readonly<Record<FolderStatus['version']['source'], string>> = {
  setting: 'set by `cronvet.odooVersion`',
  release: 'read from `odoo/release.py`',
  manifest: 'read from the manifests',
  none: 'no version found',
};

function folderText({ uri, version, crons }: FolderStatus): string {
  const name = decodeURIComponent(uri.replace(/\/+$/, '').split('/').pop() ?? uri);
  const odoo = version.version === undefined ? 'Odoo' : `Odoo ${version.version}`;
  const actions = crons === 1 ? '1 scheduled action' : `${crons} scheduled actions`;
  return `**${name}**: ${odoo} (${SOURCES[version.source]}), ${actions}`;
}
