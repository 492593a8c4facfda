// Walks folders on disk. Every real folder is entered once, so that a loop of links ends; real ones go before links.

import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { isWantedFile, isWantedFolder } from '../../../engine/src/index';

/** The files that were found, absolute and sorted, and the folders that could not be read. */
export interface Listing {
  readonly files: readonly string[];
  readonly unreadable: readonly string[];
}

interface Folder {
  readonly path: string;
  readonly real: string;
}

/** Lists the wanted files of folders and all below them. */
export function listFiles(folders: readonly string[]): Listing {
  const walk = new Walk();
  for (const folder of folders) walk.enter(folder);
  return { files: [...new Set(walk.files)].sort(), unreadable: walk.unreadable };
}

/** A name in a folder. `join` would look at every part of the path again, for each of some ten thousand files. */
function inside(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

class Walk {
  readonly files: string[] = [];
  readonly unreadable: string[] = [];
  readonly #entered = new Set<string>();
  #links: string[] = [];

  enter(path: string): void {
    this.#follow(path);
    while (this.#links.length > 0) {
      const links = this.#links;
      this.#links = [];
      for (const link of links) this.#follow(link);
    }
  }

  #follow(path: string): void {
    try {
      if (statSync(path).isDirectory()) this.#walk({ path, real: realpathSync(path) });
      else this.#take(path);
    } catch {
      // A link that leads nowhere is nothing that was asked for.
    }
  }

  #walk(start: Folder): void {
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (this.#entered.has(at.real)) continue;
      this.#entered.add(at.real);
      for (const entry of this.#entries(at.path)) this.#sort(at, entry, waiting);
    }
  }

  #sort(folder: Folder, entry: Dirent, waiting: Folder[]): void {
    const path = inside(folder.path, entry.name);
    if (entry.isFile()) this.#take(path);
    else if (entry.isDirectory()) {
      if (isWantedFolder(entry.name)) waiting.push({ path, real: inside(folder.real, entry.name) });
    } else if (entry.isSymbolicLink() && isWantedFolder(entry.name)) this.#links.push(path);
  }

  #take(path: string): void {
    if (isWantedFile(path)) this.files.push(path);
  }

  #entries(path: string): readonly Dirent[] {
    try {
      return readdirSync(path, { withFileTypes: true });
    } catch {
      this.unreadable.push(path);
      return [];
    }
  }
}
