// Reads the files of a workspace: those that changed since an earlier run, and of the others what that run kept.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileChange, KeptFile, Workspace } from '../../../engine/src/index';
import { isWithin, slashPath } from '../scope';
import { type CachedFile, type FileCache, stampOf } from './file-cache';
import { FileReader } from './read-files';

/** A file that is there, and cannot be read. */
export interface UnreadFile {
  readonly file: string;
  readonly reason: string;
}

/** What was read of some files. */
export interface SourcesRead {
  /** In the order in which they were given. */
  readonly changes: readonly (FileChange | KeptFile)[];
  readonly unread: readonly UnreadFile[];
}

/** Reads files below one folder, and keeps what the next run can use. */
export class SourceReader {
  readonly #base: string;
  readonly #cache: FileCache | undefined;
  readonly #reader: FileReader;
  readonly #cached: ReadonlyMap<string, CachedFile>;
  /** By path, in the order of reading; of files that a later run may find unchanged. */
  readonly #stamps = new Map<string, string>();
  #isStale = false;

  /** `now` in milliseconds since 1970. */
  constructor(base: string, cache: FileCache | undefined, now: number) {
    this.#base = base;
    this.#cache = cache;
    this.#cached = cache?.read() ?? new Map();
    this.#reader = new FileReader(now);
  }

  /** Reads files, given by their absolute paths. */
  read(files: readonly string[]): SourcesRead {
    const changes: (FileChange | KeptFile)[] = [];
    const unread: UnreadFile[] = [];
    for (const file of files) {
      const path = slashPath(this.#base, file);
      const kept = this.#keptOf(file, path);
      if (kept) {
        // XML without scheduled actions: as if it were not there.
        if (!path.endsWith('.xml')) changes.push(kept);
        continue;
      }
      const { decoded, stamp, isTooNew } = this.#reader.read(file);
      if (decoded?.kind === 'text') changes.push({ path, text: decoded.text });
      else if (decoded) unread.push({ file, reason: decoded.reason });
      const isKept = decoded === undefined || (decoded.kind === 'text' && path.endsWith('.py'));
      if (isKept && stamp !== undefined && !isTooNew) this.#stamps.set(path, stamp);
    }
    return { changes, unread };
  }

  #keptOf(file: string, path: string): KeptFile | undefined {
    const cached = this.#cached.get(path);
    if (!cached || cached.stamp !== stampNow(file)) return undefined;
    this.#stamps.set(path, cached.stamp);
    return { path, kept: cached.kept, readText: () => this.#textOf(file, cached.stamp) };
  }

  #textOf(file: string, expected: string): string | undefined {
    const { decoded, stamp } = this.#reader.read(file);
    if (decoded?.kind === 'text' && stamp === expected) return decoded.text;
    this.#isStale = true;
    return undefined;
  }

  /** A file changed, or could not be read, after it was taken as kept: what was found in it counts for nothing. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Keeps what the workspace knows of the files, when that is not what was kept before; `looked` are the folders read. */
  keep(workspace: Workspace, looked: readonly string[]): void {
    if (!this.#cache?.wasWritten) this.#cache?.mark();
    else if (!this.#isStale) {
      const files = new Map([...this.#notLookedAt(looked), ...this.#filesOf(workspace)]);
      if (!sameFiles(files, this.#cached)) this.#cache.write(files);
    }
  }

  /** Other PATHs under the same base have files of their own. */
  #notLookedAt(looked: readonly string[]): readonly (readonly [string, CachedFile])[] {
    return [...this.#cached].filter(([path]) => {
      if (this.#stamps.has(path)) return false;
      const file = resolve(this.#base, path);
      return !looked.some((folder) => isWithin(file, folder));
    });
  }

  #filesOf(workspace: Workspace): ReadonlyMap<string, CachedFile> {
    const known = workspace.kept([...this.#stamps.keys()]);
    const files = new Map<string, CachedFile>();
    for (const [path, stamp] of this.#stamps) {
      const kept = known.get(path);
      if (kept !== undefined) files.set(path, { stamp, kept });
    }
    return files;
  }
}

function sameFiles(some: ReadonlyMap<string, CachedFile>, others: ReadonlyMap<string, CachedFile>): boolean {
  if (some.size !== others.size) return false;
  return [...some].every(([path, { stamp, kept }]) => {
    const other = others.get(path);
    return other?.stamp === stamp && other.kept === kept;
  });
}

function stampNow(file: string): string | undefined {
  try {
    return stampOf(statSync(file));
  } catch {
    return undefined;
  }
}
