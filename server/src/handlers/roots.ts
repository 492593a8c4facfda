// Which folders are read, and when: the client's workspace folders, and the addon around a document outside them.

import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
import { type Context, guarded } from '../context';
import type { Host } from '../host';
import type { Root, RootPlace } from '../root';
import type { OpenDocument } from '../session';
import type { SettingsReader } from './settings';

const PROGRESS_TITLE = 'CronVet: reading the workspace';

/** Starts and ends roots. */
export interface RootKeeper {
  /** Adds folders, reads their settings and files; resolves when all is read. */
  add(uris: readonly string[]): Promise<void>;
  /** Gives a document outside all roots its addon, if it has one. */
  adopt(document: OpenDocument): Promise<void>;
}

/** Serves changes of the workspace's folders; `changed` hears of a root that begins, is read, or ends. */
export function keepRoots(context: Context, settings: SettingsReader, changed: () => void): RootKeeper {
  const { session } = context;
  const read = async (root: Root) => {
    await settings.load(root);
    changed();
    await readWithProgress(context, root);
    changed();
  };
  const add = guarded(context, undefined, async (uris: readonly string[]) => {
    const places = await Promise.all(uris.map((uri) => placeOfFolder(session.host, uri)));
    const roots = places.flatMap((place) => (place ? [session.addRoot(place)] : []));
    await Promise.all(roots.map(read));
    changed();
  });
  const adopt = guarded(context, undefined, async (document: OpenDocument) => {
    const place = await placeOfStray(session.host, document.text.uri);
    const stillAlone = session.document(document.text.uri)?.root === document.root;
    if (stillAlone) await read(place ? session.addRoot(place) : document.root);
  });
  return { add, adopt };
}

/** Follows the client's folders from now on; needs an initialized client. */
export function followFolders(context: Context, roots: RootKeeper, changed: () => void): void {
  const { connection, session } = context;
  if (!session.features.folderEvents) return;
  connection.workspace.onDidChangeWorkspaceFolders(
    guarded(context, undefined, async ({ added, removed }) => {
      for (const { uri } of removed) session.removeRoot(uri);
      changed();
      await roots.add(added.map(({ uri }: WorkspaceFolder) => uri));
      const alone = session.documents().filter(({ root }) => root.place.folder === undefined && root.reading);
      await Promise.all(alone.map(roots.adopt));
    }),
  );
}

/** The folders that the client starts with. */
export function initialFolders(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  return params.rootUri ? [params.rootUri] : [];
}

/** An opened folder; one that is an addon, or inside one, stands for the folder that holds the addon. */
async function placeOfFolder(host: Host, uri: string): Promise<RootPlace | undefined> {
  const folder = host.pathOf(uri)?.replace(/\/+$/, '');
  if (folder === undefined) return undefined;
  const around = await host.addonsAround(`${folder}/__manifest__.py`);
  return { uri, ...(around ?? { folder, addons: undefined }), stray: false };
}

async function placeOfStray(host: Host, uri: string): Promise<RootPlace | undefined> {
  const path = host.pathOf(uri);
  const around = path === undefined ? undefined : await host.addonsAround(path);
  return around && { uri: host.uriOf(around.folder), ...around, stray: true };
}

async function readWithProgress({ connection, session }: Context, root: Root): Promise<void> {
  if (!session.features.showsProgress) return root.read(() => undefined);
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(PROGRESS_TITLE, 0);
  try {
    await root.read((share) => progress.report(Math.round(share * 100)));
  } finally {
    progress.done();
  }
}
