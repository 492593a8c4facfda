// What fixes would change, as a unified diff that `git apply -p0` and `patch -p0` take.

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Colours } from './colours';
import { printable } from './display-width';

/** Lines shown around a change. */
const CONTEXT = 3;

/** The diff of one file. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(path, path, before, after, undefined, undefined, {
    context: CONTEXT,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** A diff for somebody who looks at it: in colours, and unable to move the cursor. */
export function shownDiff(diff: string, colours: Colours): string {
  return diff
    .split('\n')
    .map((line) => paintOf(line, colours)(line.replace(/\r$/, '').split('\t').map(printable).join('\t')))
    .join('\n');
}

function paintOf(line: string, colours: Colours): (text: string) => string {
  if (/^(?:---|\+\+\+) /.test(line)) return colours.bold;
  if (line.startsWith('@@')) return colours.cyan;
  if (line.startsWith('+')) return colours.green;
  return line.startsWith('-') ? colours.red : (text) => text;
}
