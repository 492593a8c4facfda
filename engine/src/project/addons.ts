// The addons of a workspace: which one a path belongs to, in which order they load, which data files they load.

import type { Manifest, ManifestRead } from './manifest';

/** A folder with a manifest. */
export interface Addon {
  readonly name: string;
  /** Its folder, without a `/` at the end; empty when it is the workspace itself. */
  readonly root: string;
  /** Undefined when the manifest cannot be read; `problem` says why. */
  readonly manifest: Manifest | undefined;
  readonly problem: string | undefined;
  /** Position among all addons: what it depends on comes before it. */
  readonly order: number;
}

/** Whether Odoo installs the addon; code that is in none may run in other ways. */
export function isInstallable(addon: Addon | undefined): boolean {
  return addon?.manifest?.installable !== false;
}

/** All addons, made anew whenever a manifest changes. */
export class Addons {
  readonly #byRoot: ReadonlyMap<string, Addon>;
  readonly #dataFiles: ReadonlySet<string>;
  readonly #demoFiles: ReadonlySet<string>;
  readonly #byFolder = new Map<string, Addon | undefined>();

  /** `manifests` by the path of the manifest file. */
  constructor(manifests: ReadonlyMap<string, ManifestRead>) {
    const found = [...manifests].map(([path, read]) => unordered(path, read));
    const roots = new Map(found.map((addon) => [addon.root, addon]));
    this.#byRoot = new Map(
      inLoadOrder([...roots.values()]).map((addon, order) => [addon.root, { ...addon, order }]),
    );
    this.#dataFiles = this.#filesIn('data');
    this.#demoFiles = this.#filesIn('demo');
  }

  #filesIn(list: 'data' | 'demo'): ReadonlySet<string> {
    const files = this.all().flatMap(({ root, manifest }) =>
      (manifest?.[list] ?? []).map((file) => normalise(root === '' ? file : `${root}/${file}`)),
    );
    return new Set(files);
  }

  /** Every addon, in load order. */
  all(): readonly Addon[] {
    return [...this.#byRoot.values()];
  }

  /** The addon of the nearest folder above `path` that has a manifest. */
  addonOf(path: string): Addon | undefined {
    const slash = path.lastIndexOf('/');
    return this.#addonOfFolder(slash < 0 ? '' : path.slice(0, slash));
  }

  #addonOfFolder(folder: string): Addon | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    let addon = this.#byRoot.get(folder);
    if (addon === undefined && folder !== '') {
      addon = this.#addonOfFolder(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)));
    }
    this.#byFolder.set(folder, addon);
    return addon;
  }

  /** Whether a manifest's `data` or `demo` list names the file; one that cannot be read may. */
  loads(path: string): boolean {
    if (this.#dataFiles.has(path)) return true;
    const addon = this.addonOf(path);
    return addon !== undefined && addon.manifest === undefined;
  }

  /** Whether a manifest loads the file for a demonstration: no database that matters has it. */
  isDemo(path: string): boolean {
    return this.#demoFiles.has(path);
  }
}

type UnorderedAddon = Omit<Addon, 'order'>;

function unordered(path: string, read: ManifestRead): UnorderedAddon {
  const root = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return {
    name: root.slice(root.lastIndexOf('/') + 1),
    root,
    manifest: read.kind === 'manifest' ? read.manifest : undefined,
    problem: read.kind === 'manifest' ? undefined : read.reason,
  };
}

/** Depth first over `depends`, by name; `base` first; a circle is entered once. Addons of one name load side by side. */
function inLoadOrder(addons: readonly UnorderedAddon[]): UnorderedAddon[] {
  const sorted = [...addons].sort((a, b) => compareText(a.name, b.name) || compareText(a.root, b.root));
  const byName = groupByName(sorted);
  const ordered = new Set<UnorderedAddon>();
  const entered = new Set<UnorderedAddon>();
  const visit = (addon: UnorderedAddon): void => {
    if (entered.has(addon)) return;
    entered.add(addon);
    for (const name of addon.manifest?.depends ?? []) for (const next of byName.get(name) ?? []) visit(next);
    ordered.add(addon);
  };
  for (const base of byName.get('base') ?? []) visit(base);
  for (const addon of sorted) visit(addon);
  return [...ordered];
}

function groupByName(addons: readonly UnorderedAddon[]): ReadonlyMap<string, readonly UnorderedAddon[]> {
  const groups = new Map<string, UnorderedAddon[]>();
  for (const addon of addons) {
    const group = groups.get(addon.name);
    if (group === undefined) groups.set(addon.name, [addon]);
    else group.push(addon);
  }
  return groups;
}

/** Order by code units: the same on every machine, whatever its language. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
