// Reads many files quickly: one buffer for all of them, and XML without scheduled actions is dropped undecoded.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Decoded, decodeText } from './decode-text';

/** Bytes; no file that people write is longer, and a longer one would hold up everything behind it. */
const LARGEST_FILE = 8 * 1024 * 1024;
const FIRST_BUFFER = 512 * 1024;
const CRON = Buffer.from('ir.cron');

/** Reads one file after the other; undefined stands for a file that says nothing about scheduled actions. */
export class FileReader {
  #buffer = Buffer.allocUnsafe(FIRST_BUFFER);

  read(path: string): Decoded | undefined {
    try {
      const bytes = this.#bytes(path);
      if (bytes === undefined) return { kind: 'skipped', reason: `larger than ${LARGEST_FILE >> 20} MB` };
      if (path.endsWith('.xml') && !bytes.includes(CRON)) return undefined;
      return decodeText(bytes);
    } catch (error) {
      return { kind: 'skipped', reason: reasonOf(error) };
    }
  }

  /** The file's bytes, good until the next call; undefined when there are too many. */
  #bytes(path: string): Buffer | undefined {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size > LARGEST_FILE) return undefined;
      if (size > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(size * 2);
      let length = 0;
      while (length < size) {
        const read = readSync(file, this.#buffer, length, size - length, length);
        if (read === 0) break;
        length += read;
      }
      return this.#buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }
}

/** `permission denied` rather than `EACCES: permission denied, open '/…'`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^E[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}
