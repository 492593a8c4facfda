// One folder that is checked as a whole: an engine workspace, and where its paths lie on the machine.

import type { Workspace } from '../../engine/src/index';
import { isWantedPath } from '../../engine/src/index';
import type { Host } from './host';
import { nextTurn, TaskQueue } from './idle';

/** Files read between two looks at the event loop. */
const SLICE = 48;

/** What a root is made of. */
export interface RootParts {
  readonly host: Host;
  readonly workspace: Workspace;
  readonly place: RootPlace;
  readonly log: (message: string) => void;
}

/** Where a root lies. */
export interface RootPlace {
  /** The folder as the client names it, or the document that is checked alone. */
  readonly uri: string;
  /** Absolute folder that paths count from; undefined for a document that is checked alone. */
  readonly folder: string | undefined;
  /**
   * Only these folders of it are read; all when undefined. Set where an addon itself was opened: paths then begin
   * with the addon's name, and its neighbours, which may override it or call it, are read with it.
   */
  readonly addons: readonly string[] | undefined;
  /** Not a folder of the client's workspace: it goes when its last document is closed. */
  readonly stray: boolean;
}

/** A workspace folder, a folder of addons outside all of them, or a single document. */
export class Root {
  readonly workspace: Workspace;
  readonly place: RootPlace;
  readonly #host: Host;
  readonly #log: (message: string) => void;
  readonly #tasks: TaskQueue;
  readonly #known = new Set<string>();
  readonly #firstRead: Promise<void>;
  #endFirstRead: () => void = () => undefined;
  #disposed = false;
  #reading = true;

  constructor({ host, workspace, place, log }: RootParts) {
    this.#host = host;
    this.workspace = workspace;
    this.place = place;
    this.#log = log;
    this.#tasks = new TaskQueue((error) => log(`${place.uri}: ${describeError(error)}`));
    this.#firstRead = new Promise((resolve) => {
      this.#endFirstRead = resolve;
    });
  }

  /** Whether its files are not all read yet: findings would be guesses, and each of them dear. */
  get reading(): boolean {
    return this.#reading;
  }

  /** Resolves when all files were read once, or nobody wants them any more. */
  whenRead(): Promise<void> {
    return this.#firstRead;
  }

  /** The path of a file of this root as the engine knows it; undefined for a file that lies elsewhere. */
  relative(path: string): string | undefined {
    const { folder, addons } = this.place;
    if (folder === undefined || !path.startsWith(`${folder}/`)) return undefined;
    const relative = path.slice(folder.length + 1);
    return addons === undefined || addons.includes(relative.split('/')[0] ?? '') ? relative : undefined;
  }

  #absolute(path: string): string {
    return this.place.folder === undefined ? path : `${this.place.folder}/${path}`;
  }

  /** The address of a path of this root. */
  uriOf(path: string): string {
    return this.place.folder === undefined ? this.place.uri : this.#host.uriOf(this.#absolute(path));
  }

  /** Reads all files in slices; `progress` hears the share that is done, from 0 to 1. */
  read(progress: (share: number) => void): Promise<void> {
    const { folder } = this.place;
    const reading = this.#tasks.add(async () => {
      if (folder !== undefined) await this.#readSlices(await this.#list(folder), progress);
    });
    return reading.then(() => this.#wasRead());
  }

  /** Takes what happened to files and folders on disk. Paths are the engine's. */
  refresh(paths: readonly string[]): Promise<void> {
    return this.#tasks.add(async () => {
      const touched = new Set(paths);
      const gone = [...this.#known].filter((known) => foldersOf(known).some((folder) => touched.has(folder)));
      const wanted = paths.filter(isWantedPath);
      await this.#readSlices([...new Set([...wanted, ...gone])], () => undefined);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#wasRead();
    this.workspace.dispose();
  }

  #wasRead(): void {
    this.#reading = false;
    this.#endFirstRead();
  }

  async #list(folder: string): Promise<readonly string[]> {
    const { addons } = this.place;
    if (addons === undefined) return this.#host.list(folder);
    const files = addons.map(async (addon) =>
      (await this.#host.list(`${folder}/${addon}`)).map((file) => `${addon}/${file}`),
    );
    return (await Promise.all(files)).flat();
  }

  async #readSlices(paths: readonly string[], progress: (share: number) => void): Promise<void> {
    for (let from = 0; from < paths.length; from += SLICE) {
      const slice = paths.slice(from, from + SLICE);
      const changes = await Promise.all(slice.map((path) => this.#change(path)));
      if (this.#disposed) return;
      this.workspace.apply(changes);
      progress(Math.min(1, (from + SLICE) / paths.length));
      await nextTurn();
    }
  }

  async #change(path: string): Promise<{ path: string; text: string | undefined }> {
    const file = await this.#host.read(this.#absolute(path));
    if (file.kind === 'skipped') this.#log(`${this.#absolute(path)} is not checked: ${file.reason}`);
    const text = file.kind === 'text' ? file.text : undefined;
    if (text === undefined) this.#known.delete(path);
    else this.#known.add(path);
    return { path, text };
  }
}

/** The folders that hold a path, without the root's own. */
function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, depth) => names.slice(0, depth + 1).join('/'));
}

/** An error in one line for people, with its stack for us. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
