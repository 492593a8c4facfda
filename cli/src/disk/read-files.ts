// Reads many files quickly: one buffer for all of them, and XML without scheduled actions is dropped undecoded.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Decoded, decodeText } from './decode-text';
import { isTooNew, stampOf } from './file-cache';

/** Bytes; no file that people write is longer, and a longer one would hold up everything behind it. */
const LARGEST_FILE = 8 * 1024 * 1024;
const FIRST_BUFFER = 512 * 1024;
const CRON = Buffer.from('ir.cron');

/** A file as it was read. */
export interface FileRead {
  /** Undefined: it says nothing about scheduled actions. */
  readonly decoded: Decoded | undefined;
  /** Tells this file from what may stand at its path later; undefined where it could not be read. */
  readonly stamp: string | undefined;
  /** It may change again, and its stamp may not. */
  readonly isTooNew: boolean;
}

/** Reads one file after the other. */
export class FileReader {
  readonly #now: number;
  #buffer = Buffer.allocUnsafe(FIRST_BUFFER);

  /** `now` in milliseconds since 1970. */
  constructor(now: number) {
    this.#now = now;
  }

  read(path: string): FileRead {
    try {
      return this.#read(path);
    } catch (error) {
      return { decoded: { kind: 'skipped', reason: reasonOf(error) }, stamp: undefined, isTooNew: false };
    }
  }

  #read(path: string): FileRead {
    const file = openSync(path, 'r');
    try {
      const stats = fstatSync(file);
      const decoded = this.#decode(path, file, stats.size);
      return { decoded, stamp: stampOf(stats), isTooNew: isTooNew(stats, this.#now) };
    } finally {
      closeSync(file);
    }
  }

  #decode(path: string, file: number, size: number): Decoded | undefined {
    if (size > LARGEST_FILE) return { kind: 'skipped', reason: `larger than ${LARGEST_FILE >> 20} MB` };
    const bytes = this.#bytes(file, size);
    return path.endsWith('.xml') && !bytes.includes(CRON) ? undefined : decodeText(bytes);
  }

  /** The file's bytes, good until the next call. */
  #bytes(file: number, size: number): Buffer {
    if (size > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(size * 2);
    let length = 0;
    while (length < size) {
      const read = readSync(file, this.#buffer, length, size - length, length);
      if (read === 0) break;
      length += read;
    }
    return this.#buffer.subarray(0, length);
  }
}

/** `permission denied` rather than `EACCES: permission denied, open '/…'`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^E[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}
