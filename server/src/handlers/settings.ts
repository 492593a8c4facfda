// Settings of a root: the editor's, and over them what the project says in pyproject.toml, so that an editor and the
// command line judge one project alike.

import {
  DidChangeConfigurationNotification,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { DEFAULT_SETTINGS, parseSettings, readPyproject, type Settings } from '../../../engine/src/index';
import { type Context, guarded } from '../context';
import type { Host } from '../host';
import type { Root, RootPlace } from '../root';

/** Reads settings and hands them to roots. */
export interface SettingsReader {
  /** Reads and applies the settings of one root; resolves when they hold. */
  load(root: Root): Promise<void>;
}

interface Layer {
  readonly origin: string;
  /** The folder that its globs count from. */
  readonly folder: string;
  readonly raw: unknown;
  readonly problems: readonly string[];
}

/** Serves configuration events; `pushed` are the settings of a client that cannot be asked. */
export function serveSettings(context: Context, pushed: unknown, changed: () => void): SettingsReader {
  const { connection, session } = context;
  let latest = pushed;
  const shown = new Set<string>();
  const load = guarded(context, undefined, async (root: Root) => {
    const layers = [await editorLayer(context, root, latest), ...(await projectLayers(context, root))];
    const { settings, problems } = layersToSettings(layers, root, session.host.ruleIds);
    for (const problem of problems.filter((text) => !shown.has(text))) {
      shown.add(problem);
      session.log(problem);
      await connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: `CronVet: ${problem}`,
      });
    }
    session.configure(root, settings);
  });
  connection.onDidChangeConfiguration(
    guarded(context, undefined, async (params: { settings: unknown }) => {
      latest = sectionOf(params.settings) ?? latest;
      await Promise.all(session.roots().map(load));
      changed();
    }),
  );
  return { load };
}

/** Asks the client to tell of changed settings, where it wants to be asked. */
export async function watchSettings({ connection, session }: Context): Promise<void> {
  if (!session.features.configurationEvents) return;
  await connection.client.register(DidChangeConfigurationNotification.type, { section: 'cronvet' });
}

function layersToSettings(layers: readonly Layer[], root: Root, ruleIds: readonly string[]) {
  const problems: string[] = [];
  let settings: Settings = DEFAULT_SETTINGS;
  for (const layer of layers) {
    const parsed = parseSettings(layer.raw, ruleIds, settings);
    const { exclude } = parsed.settings;
    const own = exclude === settings.exclude ? exclude : anchored(exclude, root.relative(layer.folder));
    settings = { ...parsed.settings, exclude: own };
    for (const problem of [...layer.problems, ...parsed.problems])
      problems.push(`${layer.origin}: ${problem}`);
  }
  return { settings, problems };
}

/** Globs of a folder inside the root as globs of the root; one that begins with `**` holds anywhere. */
function anchored(globs: readonly string[], folder: string | undefined): readonly string[] {
  if (folder === undefined) return globs;
  return globs.map((glob) => (glob.startsWith('**') ? glob : `${folder}/${glob.replace(/^\.?\//, '')}`));
}

async function editorLayer({ connection, session }: Context, root: Root, pushed: unknown): Promise<Layer> {
  const layer = { origin: 'settings', folder: openedFolder(session.host, root.place), problems: [] };
  if (!session.features.configuration) return { ...layer, raw: pushed };
  const raw: unknown = await connection.workspace.getConfiguration({
    scopeUri: root.place.uri,
    section: 'cronvet',
  });
  return { ...layer, raw };
}

/** The tables of the root's pyproject.toml, and over it of the opened folder's where that is another. */
async function projectLayers({ session }: Context, { place }: Root): Promise<readonly Layer[]> {
  if (place.folder === undefined) return [];
  const layers: Layer[] = [];
  for (const folder of new Set([place.folder, openedFolder(session.host, place)])) {
    const path = `${folder}/pyproject.toml`;
    const file = await session.host.read(path);
    if (file.kind !== 'text') continue;
    const { table, problems } = readPyproject(file.text);
    layers.push({ origin: path, folder, raw: table, problems });
  }
  return layers;
}

function openedFolder(host: Host, { uri, folder }: RootPlace): string {
  return host.pathOf(uri)?.replace(/\/+$/, '') ?? folder ?? uri;
}

function sectionOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'cronvet') : undefined;
}
