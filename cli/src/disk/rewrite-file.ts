// Writes a fixed text over the file that it was made from: in place, so that mode, owner and links stay.

import { readFileSync, writeFileSync } from 'node:fs';
import { decodeText } from './decode-text';
import { encodeLike } from './encode-text';
import { reasonOf } from './read-files';

/** Replaces `before` by `after` in a file; gives the reason when the file stays as it is. */
export function rewriteFile(path: string, before: string, after: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    const decoded = decodeText(bytes);
    const text = decoded.kind === 'text' ? decoded.text : undefined;
    // The same file was listed under another name, too.
    if (text === after) return undefined;
    if (text !== before) return 'it has changed since it was read';
    const encoded = encodeLike(bytes, after);
    if (encoded === undefined || encodeLike(bytes, before)?.equals(bytes) !== true)
      return 'its encoding can be read but not written';
    writeFileSync(path, encoded);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
