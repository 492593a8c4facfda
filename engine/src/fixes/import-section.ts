// The import statements at the top level of a Python file, read from its tokens.

import type { Span } from '../text/span';
import { depthStep, type Token, tokensOf } from './python-tokens';

/** One import statement that starts in column 0. */
export interface ImportLine {
  /** `from module import …`; undefined for `import …`. Relative modules keep their dots. */
  readonly module?: string;
  readonly names: readonly ImportedItem[];
  /** From `from` or `import` to the end of the statement, without comment and line break. */
  readonly at: Span;
  /** The parentheses around the names. */
  readonly parens?: Span;
}

/** `name as alias`, and the span of both. */
export interface ImportedItem {
  readonly name: string;
  readonly alias?: string;
  readonly at: Span;
}

/** The imports of a text, in order. Statements that share a line with others are left out. */
export function readImports(text: string): readonly ImportLine[] {
  const found: ImportLine[] = [];
  for (const statement of topLevelLines(text)) {
    const word = statement[0]?.text;
    if (word !== 'import' && word !== 'from') continue;
    const line = readImport(statement);
    if (line) found.push(line);
  }
  return found;
}

/** Logical lines that start in column 0, comments left out. */
function* topLevelLines(text: string): Generator<readonly Token[]> {
  let line: Token[] = [];
  let depth = 0;
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    if (token.kind === 'comment') continue;
    if (token.kind === 'newline') {
      if (depth > 0) continue;
      if (startsInColumnZero(text, line[0])) yield line;
      line = [];
      continue;
    }
    depth = Math.max(0, depth + depthStep(token));
    line.push(token);
  }
  if (startsInColumnZero(text, line[0])) yield line;
}

function startsInColumnZero(text: string, token: Token | undefined): boolean {
  if (!token) return false;
  const before = text[token.at.start - 1];
  return before === undefined || before === '\n' || before === '\r' || before === '\uFEFF';
}

function readImport(tokens: readonly Token[]): ImportLine | undefined {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last || tokens.some((token) => token.text === ';')) return undefined;
  const at = { start: first.at.start, end: last.at.end };
  const keyword = tokens.findIndex((token) => token.text === 'import');
  const module = first.text === 'from' ? joined(tokens.slice(1, keyword)) : undefined;
  const rest = tokens.slice(keyword + 1);
  const open = rest[0]?.text === '(' ? rest[0] : undefined;
  const names = itemsOf(open ? rest.slice(1, -1) : rest);
  if (keyword < 0 || names.length === 0) return undefined;
  return {
    ...(module !== undefined && { module }),
    names,
    at,
    ...(open && { parens: { start: open.at.start, end: last.at.end } }),
  };
}

function itemsOf(tokens: readonly Token[]): ImportedItem[] {
  const items: ImportedItem[] = [];
  let from = 0;
  for (let index = 0; index <= tokens.length; index++) {
    if (index < tokens.length && tokens[index]?.text !== ',') continue;
    const part = tokens.slice(from, index);
    from = index + 1;
    const [first] = part;
    const last = part.at(-1);
    if (!first || !last) continue;
    const as = part.findIndex((token) => token.text === 'as');
    const alias = as > 0 ? part[as + 1]?.text : undefined;
    items.push({
      name: joined(as > 0 ? part.slice(0, as) : part),
      ...(alias !== undefined && { alias }),
      at: { start: first.at.start, end: last.at.end },
    });
  }
  return items;
}

function joined(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join('');
}
