// Text back to bytes, in the encoding of the bytes that it came from.

import { isAscii, isUtf8 } from 'node:buffer';
import { decoderFor, namedEncoding } from './decode-text';

const BOM = Buffer.from('\uFEFF');

/** `text` as the file of `original` would hold it: its BOM, its encoding. Undefined when that cannot say it. */
export function encodeLike(original: Buffer, text: string): Buffer | undefined {
  if (isUtf8(original)) {
    const hasBom = original.subarray(0, BOM.length).equals(BOM);
    if (hasBom) return Buffer.concat([BOM, Buffer.from(text)]);
    // Pure ASCII says nothing of the encoding: more than ASCII would be in that which the file names.
    const named = isAscii(original) ? namedEncoding(original) : undefined;
    return named === undefined || /^[\0-\x7F]*$/.test(text) ? Buffer.from(text) : inSingleBytes(text, named);
  }
  const encoding = namedEncoding(original);
  return encoding === undefined ? undefined : inSingleBytes(text, encoding);
}

/** Node decodes many encodings and encodes few; where a byte is a character, decoding tells how to encode. */
function inSingleBytes(text: string, encoding: string): Buffer | undefined {
  const byteOf = new Map<string, number>();
  for (let byte = 0xff; byte >= 0; byte--) {
    try {
      byteOf.set(decoderFor(encoding).decode(Uint8Array.of(byte)), byte);
    } catch {
      // This byte is no character by itself.
    }
  }
  const bytes: number[] = [];
  for (const character of text) {
    const byte = byteOf.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}
