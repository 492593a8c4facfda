// Files that change behind the editor's back: a checkout, a generator, another program.

import { DidChangeWatchedFilesNotification, type FileEvent, WatchKind } from 'vscode-languageserver';
import { WANTED_GLOB } from '../../../engine/src/index';
import { type Context, guarded } from '../context';
import type { Root } from '../root';
import type { SettingsReader } from './settings';

/** Serves file events; `changed` hears when they are taken in. */
export function serveWatchedFiles(context: Context, settings: SettingsReader, changed: () => void): void {
  const { connection, session } = context;
  connection.onDidChangeWatchedFiles(
    guarded(context, undefined, async ({ changes }) => {
      await Promise.all(session.roots().map((root) => takeEvents(context, settings, root, changes)));
      changed();
    }),
  );
}

/** Asks the client to watch, where it wants to be asked. */
export async function watchFiles({ connection, session }: Context): Promise<void> {
  if (!session.features.watchesFiles) return;
  // A folder that goes takes its files with it, and VS Code tells of the folder alone.
  const watchers = [{ globPattern: WANTED_GLOB }, { globPattern: '**/*', kind: WatchKind.Delete }];
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

async function takeEvents(
  { session }: Context,
  settings: SettingsReader,
  root: Root,
  events: readonly FileEvent[],
): Promise<void> {
  const paths = events.flatMap(({ uri }) => {
    const absolute = session.host.pathOf(uri);
    return absolute === undefined ? [] : [root.relative(absolute) ?? []].flat();
  });
  if (paths.length === 0) return;
  if (paths.some((path) => path.endsWith('pyproject.toml'))) await settings.load(root);
  await root.refresh(paths);
}
