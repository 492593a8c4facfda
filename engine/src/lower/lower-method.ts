// One method, lowered: from a tree that the caller owns, or from the method's text alone.

import type { Node } from 'web-tree-sitter';
import { assignedIn } from '../ir/bound-names';
import type { MethodIr } from '../ir/statement';
import { nodeSpan, type PythonParser } from '../syntax/python-parser';
import { localSpan } from '../text/span';
import { lowerParameters, sourceOf } from './lower-expression';
import { lowerBlock, lowerModule } from './lower-statement';

/**
 * Longest method that is parsed, in characters. The longest outside tests in the 40 repositories of docs/precision.md
 * has 74,633. What is longer is most often no method at all: a `def` typed at the margin above a class's methods takes
 * every one of them into its body, and would have the whole file parsed at each keystroke.
 */
export const MAX_METHOD_LENGTH = 100_000;

/** Lowers a `function_definition` node of a tree over `text`. Never throws; broken code is not `complete`. */
export function lowerMethodNode(node: Node, text: string): MethodIr {
  const source = sourceOf(node, text);
  const name = node.childForFieldName('name');
  const body = lowerBlock(node.childForFieldName('body'), node, source);
  return {
    name: name ? text.slice(name.startIndex, name.endIndex) : '',
    parameters: lowerParameters(node.childForFieldName('parameters'), source),
    body,
    assigned: assignedIn(body),
    complete: !source.broken,
    at: localSpan(0, node.endIndex - node.startIndex),
  };
}

/** Lowers a method from its own text, which starts at `def` or `async def`. One that is too long is not `complete`. */
export function lowerMethodText(parser: PythonParser, text: string): MethodIr {
  if (text.length > MAX_METHOD_LENGTH) return broken(text);
  using tree = parser.parse(text);
  const root = tree.root;
  const node = root.namedChildren.find((child) => child?.type === 'function_definition');
  if (node?.startIndex !== 0) return broken(text);
  const ir = lowerMethodNode(node, text);
  const rest = text.slice(nodeSpan(node).end);
  return ir.complete && /^\s*(#[^\n]*\s*)*$/.test(rest) ? ir : { ...ir, complete: false };
}

/** Lowers statements that stand outside any function: the `code` of a scheduled action. */
export function lowerCodeText(parser: PythonParser, text: string): MethodIr {
  using tree = parser.parse(text);
  const root = tree.root;
  const body = lowerModule(root, { ...sourceOf(root, text), base: 0 });
  return {
    name: 'code',
    parameters: [],
    body,
    assigned: assignedIn(body),
    complete: !root.hasError,
    at: localSpan(0, text.length),
  };
}

function broken(text: string): MethodIr {
  const at = localSpan(0, text.length);
  const body = { statements: [], at, inline: false };
  return { name: '', parameters: [], body, assigned: new Set(), complete: false, at };
}
