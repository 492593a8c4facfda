// Reads an addon's manifest: what it depends on, its version, and the data files that it loads.

import { type PythonLiteral, readPythonLiteral } from './python-literal';

/** What the engine needs of a `__manifest__.py` (or `__openerp__.py`). */
export interface Manifest {
  readonly depends: readonly string[];
  /** As written: `17.0.1.0.0`, `1.2`. */
  readonly version: string | undefined;
  /** Data files and demo files, relative to the addon. */
  readonly data: readonly string[];
  /** Those of them that are loaded for a demonstration only. */
  readonly demo: readonly string[];
  /** False for an addon that Odoo refuses to install, such as one that is not migrated yet: none of its code runs. */
  readonly installable: boolean;
}

/** A manifest, or why it cannot be read. */
export type ManifestRead =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'unreadable'; readonly reason: string };

const MANIFEST_NAMES: ReadonlySet<string> = new Set(['__manifest__.py', '__openerp__.py']);

/** Whether a path is an addon's manifest. */
export function isManifestPath(path: string): boolean {
  return MANIFEST_NAMES.has(path.slice(path.lastIndexOf('/') + 1));
}

/** Reads a manifest's text. Odoo evaluates it as one literal; anything else is unreadable to Odoo too. */
export function readManifest(text: string): ManifestRead {
  const read = readPythonLiteral(text);
  if (read.kind === 'not-literal') return { kind: 'unreadable', reason: read.reason };
  if (!(read.value instanceof Map)) return { kind: 'unreadable', reason: 'the manifest is not a dict' };
  const entries: ReadonlyMap<string, PythonLiteral> = read.value;
  const version = entries.get('version');
  // `init_xml`, `update_xml` and `demo_xml` are the names before 7.0, still read by `odoo/modules/module.py` for long.
  const filesIn = (...keys: readonly string[]) => keys.flatMap((key) => texts(entries.get(key)));
  const demo = filesIn('demo', 'demo_xml');
  return {
    kind: 'manifest',
    manifest: {
      depends: texts(entries.get('depends')),
      version: typeof version === 'string' ? version : undefined,
      data: [...filesIn('data', 'init_xml', 'update_xml'), ...demo],
      demo,
      installable: entries.get('installable') !== false,
    },
  };
}

function texts(value: PythonLiteral): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
