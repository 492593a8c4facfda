// Reads a file as text, whatever is in it.

import { readFile, stat } from 'node:fs/promises';
import type { FileText } from './host';

/** Bytes; no file that people write is longer, and a longer one would hold up everything behind it. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Bytes looked at for a NUL, as git does to tell binary from text. */
const SNIFFED = 8000;

/** The file's text without BOM; bytes that are not UTF-8 are read as Latin-1, in which nothing is invalid. */
export async function readText(path: string): Promise<FileText> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) return { kind: 'skipped', reason: `larger than ${LARGEST_FILE >> 20} MB` };
    return decode(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return { kind: 'gone' };
    return { kind: 'skipped', reason: error instanceof Error ? error.message : String(error) };
  }
}

function decode(bytes: Buffer): FileText {
  if (bytes.subarray(0, SNIFFED).includes(0)) return { kind: 'skipped', reason: 'a binary file' };
  const text = bytes.toString('utf8');
  if (text.includes('\uFFFD') && !isUtf8(bytes)) return { kind: 'text', text: bytes.toString('latin1') };
  return { kind: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
