// Bytes to text, as Python and XML define it: UTF-8 unless the file itself names another encoding.

import { isAscii, isUtf8 } from 'node:buffer';

/** A file's text without its BOM, or why it has none. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Bytes in which a Python cookie (first two lines) or an XML declaration is looked for. */
const HEAD = 200;
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const XML_DECLARATION = /^<\?xml[^>]*\bencoding=["']([-\w.]+)["']/;

/** Decodes a file. A NUL means binary; bytes that the file's encoding does not allow mean that nobody can read it. */
export function decodeText(bytes: Buffer): Decoded {
  if (bytes.includes(0))
    return { kind: 'skipped', reason: isUtf16(bytes) ? 'UTF-16, which Odoo cannot read' : 'a binary file' };
  if (isAscii(bytes)) return { kind: 'text', text: bytes.toString('latin1') };
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return { kind: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text };
  }
  const encoding = namedEncoding(bytes);
  if (encoding === undefined) return { kind: 'skipped', reason: 'not UTF-8, and it names no other encoding' };
  try {
    return { kind: 'text', text: decoderFor(encoding).decode(bytes) };
  } catch {
    return { kind: 'skipped', reason: `not readable as ${encoding}, which it says it is` };
  }
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** The encoding that the file says it has: its cookie's, or its XML declaration's. */
export function namedEncoding(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, HEAD).toString('latin1');
  const declared = XML_DECLARATION.exec(head)?.[1];
  if (declared !== undefined) return declared;
  const cookies = head.split(/\r\n|\n|\r/, 2).map((line) => COOKIE.exec(line)?.[1]);
  return cookies.find((cookie) => cookie !== undefined);
}

/** A decoder that refuses what the encoding does not allow. Throws for an encoding that nobody knows. */
export function decoderFor(encoding: string) {
  return new TextDecoder(webName(encoding), { fatal: true });
}

/** Python writes `latin-1` and `cp1252` where the Encoding Standard knows `latin1` and `windows-1252`. */
function webName(encoding: string): string {
  const plain = encoding.toLowerCase().replace(/_/g, '-');
  if (plain === 'latin-1' || plain === 'iso-latin-1') return 'latin1';
  return plain.replace(/^cp-?(125\d)$/, 'windows-$1');
}
