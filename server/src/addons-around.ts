// Finds the addon that a file is in, and its neighbours.

import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AddonsAround } from './host';

/** Current name, and the one before Odoo 10. */
const MANIFESTS = ['__manifest__.py', '__openerp__.py'];

/** The folder that holds the nearest addon above `path`, and the names of all addons in it, sorted. */
export async function addonsAround(path: string): Promise<AddonsAround | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (await isAddon(folder)) return addonsIn(dirname(folder));
  }
  return undefined;
}

async function addonsIn(folder: string): Promise<AddonsAround> {
  const names = await readdir(folder);
  const addons = await Promise.all(names.map((name) => isAddon(join(folder, name))));
  return { folder: folder.replaceAll('\\', '/'), addons: names.filter((_, index) => addons[index]).sort() };
}

async function isAddon(folder: string): Promise<boolean> {
  const found = await Promise.all(MANIFESTS.map((name) => exists(join(folder, name))));
  return found.includes(true);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
