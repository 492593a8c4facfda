// The syntax tree of the one method that is being edited, kept up to date keystroke by keystroke.

import type { Node } from 'web-tree-sitter';
import type { OwnedTree, PythonParser, TreeEdit } from './python-parser';

/** Owns the tree of one method's text, which starts at `def`. */
export class MethodTree implements Disposable {
  #text: string;
  #tree: OwnedTree;

  constructor(parser: PythonParser, text: string) {
    this.#text = text;
    this.#tree = parser.parse(text);
  }

  /** Parses anew what the edit touched; offsets are local to the method. The old tree is deleted. */
  update(start: number, oldEnd: number, text: string): void {
    const newEnd = oldEnd + text.length - this.#text.length;
    const edit: TreeEdit = {
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
      startPosition: pointAt(this.#text, start),
      oldEndPosition: pointAt(this.#text, oldEnd),
      newEndPosition: pointAt(text, newEnd),
    };
    this.#tree = this.#tree.update([edit], text);
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** The method's own node, when nothing but trivia stands beside it. */
  definition(): Node | undefined {
    const nodes = this.#tree.root.namedChildren.filter((child) => child !== null && child.type !== 'comment');
    const [only] = nodes;
    return nodes.length === 1 && only?.type === 'function_definition' && only.startIndex === 0
      ? only
      : undefined;
  }

  [Symbol.dispose](): void {
    this.#tree[Symbol.dispose]();
  }
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
