// The same code in other clothes: with CRLF, or indented by tabs.

import { crlf as crlfOf, tabs as tabsOf } from '../../scripts/prove-fixes/laws.mjs';
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
  of: (_path, text) => crlfOf(text),
  column: (_path, _line, column) => column,
};

const tabs: Twin = {
  name: 'tabs',
  of: (path, text) => (path.endsWith('.py') ? tabsOf(text, longStrings(text)) : text),
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
