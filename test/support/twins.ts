// The same code in other clothes: with CRLF, or indented by tabs.

import { longStrings } from '../fixes/python';
import type { Texts } from './engine';

/** A change of clothes, and where a column of the old line stands in the new one. */
export interface Twin {
  readonly name: string;
  readonly of: (path: string, text: string) => string;
  readonly column: (path: string, line: string, column: number) => number;
}

const crlf: Twin = {
  name: 'CRLF',
  of: (_path, text) => text.replaceAll('\n', '\r\n'),
  column: (_path, _line, column) => column,
};

const tabs: Twin = {
  name: 'tabs',
  of: (path, text) => (path.endsWith('.py') ? withTabs(text) : text),
  column: (path, line, column) => {
    const spaces = path.endsWith('.py') ? (/^( {4})*/.exec(line)?.[0].length ?? 0) : 0;
    return column >= spaces ? column - (spaces / 4) * 3 : column;
  },
};

/** The twins of a workspace; tabs only where it has none yet. */
export function twinsOf(texts: Texts): readonly Twin[] {
  return [...texts.values()].some((text) => text.includes('\t') || text.includes('"""'))
    ? [crlf]
    : [crlf, tabs];
}

function withTabs(text: string): string {
  const strings = longStrings(text);
  return text.replaceAll(/^( {4})+/gm, (spaces, _step, offset: number) =>
    strings.some((string) => string.start < offset && offset < string.end)
      ? spaces
      : '\t'.repeat(spaces.length / 4),
  );
}
