// Which folders are read for the PATHs of a command, and how paths are named: to the engine, in JSON, and to a person.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isWantedFile, MANIFEST_NAMES } from '../../engine/src/index';
import { reasonOf } from './disk/read-files';
import { UsageError } from './host';

/** What a command was asked to look at. Paths are absolute, in the system's spelling. */
export interface Scope {
  /** The PATHs: only what is in them is reported. */
  readonly targets: readonly string[];
  /** The folder that JSON paths are relative to. */
  readonly home: string;
  /** What is read: the targets, and the addons beside the addon that a target is in. */
  readonly sources: readonly string[];
}

/** Resolves the PATHs against `cwd`. Throws a UsageError for one that does not exist. */
export function resolveScope(paths: readonly string[], cwd: string): Scope {
  const targets = paths.map((path) => resolve(cwd, path));
  const folders = targets.map((target, index) => folderOf(target, paths[index] ?? target));
  const sources = targets.flatMap((target, index) => [target, ...addonsAround(folders[index] ?? target)]);
  return { targets, home: folders[0] ?? cwd, sources: [...new Set(sources)] };
}

function folderOf(target: string, written: string): string {
  if (isFolder(target, written)) return target;
  if (!isWantedFile(target))
    throw new UsageError(`${written}: expected a folder, or a Python, XML or ir.cron CSV file`);
  return dirname(target);
}

function isFolder(target: string, written: string): boolean {
  try {
    return statSync(target).isDirectory();
  } catch (error) {
    throw new UsageError(`${written}: ${reasonOf(error)}`);
  }
}

/** The addons of the folder that holds the addon around `folder`: overrides and calls come from them. */
function addonsAround(folder: string): readonly string[] {
  const addon = ancestors(folder).find(isAddon);
  if (addon === undefined) return [];
  const holder = dirname(addon);
  try {
    return readdirSync(holder)
      .map((name) => join(holder, name))
      .filter(isAddon);
  } catch {
    return [addon];
  }
}

function isAddon(folder: string): boolean {
  return MANIFEST_NAMES.some((name) => existsSync(join(folder, name)));
}

/** The folder itself and all above it, nearest first. */
export function ancestors(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) found.push(dirname(at));
  return found;
}

/** The nearest folder that holds all of `paths`. */
export function commonFolder(paths: readonly string[]): string {
  const [first, ...others] = paths;
  if (first === undefined) return sep;
  const shared = ancestors(first).find((folder) => others.every((path) => isWithin(path, folder)));
  return shared ?? sep;
}

/** Whether `path` is `folder`, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || !(rest === '..' || rest.startsWith(`..${sep}`) || isAbsolute(rest));
}

/** `path` as seen from `folder`, separated by `/` on every system; `.` for itself. */
export function slashPath(folder: string, path: string): string {
  const inside = folder + sep;
  // Asked for every file of a workspace, and nearly always inside: no need to look at each part of the path.
  const rest = path.startsWith(inside) ? path.slice(inside.length) : relative(folder, path);
  return rest === '' ? '.' : rest.split(sep).join('/');
}
