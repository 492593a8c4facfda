// What runs keep of the files that they read, in one file for each folder that was checked. A file that did not change
// since is not read again. Whatever goes wrong with it costs time only.

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is kept of a file, and what its stamp was then. */
export interface CachedFile {
  readonly stamp: string;
  readonly kept: string;
}

const FORMAT = 'cronvet 1';
/** Milliseconds. What was not written for so long is removed. */
const OLDEST = 30 * 24 * 3600 * 1000;
/** Milliseconds. A file that is this new may change again without a change of its stamp. */
const TOO_NEW = 2000;
/** The names of our own files, and of those that a run could not finish. */
const OURS = /^[0-9a-f]{24}\.txt(\.[-0-9a-f]+)?$/;

/** Files under one folder, as the runs of one program keep them. */
export class FileCache {
  readonly #folder: string;
  readonly #file: string;
  readonly #head: string;
  #isThere = false;

  /** `folder` holds all caches; `base` is what is checked; equal `program`s keep and read the same. */
  constructor(folder: string, base: string, program: string) {
    const name = createHash('sha256').update(`${program}\n${base}`).digest('hex').slice(0, 24);
    this.#folder = folder;
    this.#file = join(folder, `${name}.txt`);
    this.#head = `${JSON.stringify([FORMAT, program])}\n`;
  }

  /** What earlier runs kept, by path; nothing when it is not there, not whole or another program's. */
  read(): ReadonlyMap<string, CachedFile> {
    const files = new Map<string, CachedFile>();
    const text = this.#text();
    this.#isThere = text !== '';
    let at = this.#head.length;
    while (at < text.length) {
      const end = text.indexOf('\n', at);
      const [path = '', stamp = '', length = ''] = end < 0 ? [] : text.slice(at, end).split('\t');
      at = end + 1 + Number(length);
      if (!/^\d+$/.test(length) || text[at] !== '\n') return new Map();
      files.set(path, { stamp, kept: text.slice(end + 1, at) });
      at++;
    }
    return files;
  }

  #text(): string {
    try {
      const text = readFileSync(this.#file, 'latin1');
      return text.startsWith(this.#head) ? text : '';
    } catch {
      return '';
    }
  }

  /** Whether an earlier run of this program left its mark here. Known once `read` was called. */
  get wasWritten(): boolean {
    return this.#isThere;
  }

  /** Leaves a mark. The first run keeps no more: that would cost a tenth of it, where there may be no second one. */
  mark(): void {
    this.write(new Map());
  }

  /** Keeps files for other runs, and nothing else for this folder. */
  write(files: ReadonlyMap<string, CachedFile>): void {
    const parts = [this.#head];
    for (const [path, { stamp, kept }] of files) {
      if (!/[\t\n]|[^\0-\xff]/.test(path)) parts.push(`${path}\t${stamp}\t${kept.length}\n${kept}\n`);
    }
    // Others may be reading: they get the old file, or the new one, whole.
    const fresh = `${this.#file}.${randomUUID()}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(fresh, parts.join(''), 'latin1');
      renameSync(fresh, this.#file);
      this.#removeOld();
    } catch {
      // A folder that cannot be written to keeps nothing.
      remove(fresh);
    }
  }

  #removeOld(): void {
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name);
      if (OURS.test(name) && Date.now() - statSync(file).mtimeMs > OLDEST) remove(file);
    }
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Somebody has it open, or it is not ours to remove.
  }
}

interface Times {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** What a file on disk has another of, once it was written to or replaced. */
export function stampOf({ mtimeMs, ctimeMs, size, ino }: Times): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`;
}

/** Whether the file may yet change within the precision of its times; `now` in milliseconds since 1970. */
export function isTooNew({ mtimeMs, ctimeMs }: Times, now: number): boolean {
  return Math.max(mtimeMs, ctimeMs) > now - TOO_NEW;
}
