// Tree-sitter for Python, from injected WebAssembly bytes. Trees leave this folder only inside an `OwnedTree`.

import { Edit, Language, type Node, Parser, type Tree } from 'web-tree-sitter';
import type { Span } from '../text/span';
import type { LiveTrees } from './live-trees';

/** A syntax tree with one owner, who disposes of it. */
export interface OwnedTree {
  readonly root: Node;
  /** The tree after an edit, reusing what the edit left alone. The old tree is deleted. */
  update(edits: readonly TreeEdit[], text: string): OwnedTree;
  [Symbol.dispose](): void;
}

/** An edit in tree-sitter's terms: where it started, where the old and the new text end, as offsets and points. */
export interface TreeEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: Point;
  readonly oldEndPosition: Point;
  readonly newEndPosition: Point;
}

interface Point {
  readonly row: number;
  readonly column: number;
}

/** A parser of Python. Parsing never fails: broken text gives a tree with errors in it. */
export class PythonParser {
  readonly #parser: Parser;
  readonly #live: LiveTrees;

  private constructor(parser: Parser, live: LiveTrees) {
    this.#parser = parser;
    this.#live = live;
  }

  /** Initialises tree-sitter. `runtime` and `grammar` are the bytes of the two WebAssembly files. */
  static async create(runtime: Uint8Array, grammar: Uint8Array, live: LiveTrees): Promise<PythonParser> {
    await Parser.init({ wasmBinary: runtime });
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    return new PythonParser(parser, live);
  }

  /** Parses a text. The caller owns the tree. */
  parse(text: string): OwnedTree {
    return this.#own(this.#run(text, undefined));
  }

  #run(text: string, previous: Tree | undefined): Tree {
    const tree = this.#parser.parse(text, previous);
    if (!tree) throw new Error('tree-sitter gave no tree: the parser has no language');
    this.#live.made();
    return tree;
  }

  #own(tree: Tree): OwnedTree {
    const live = this.#live;
    return {
      get root() {
        return tree.rootNode;
      },
      update: (edits, text) => {
        for (const edit of edits) tree.edit(new Edit(edit));
        const next = this.#run(text, tree);
        tree.delete();
        live.deleted();
        return this.#own(next);
      },
      [Symbol.dispose]: () => {
        tree.delete();
        live.deleted();
      },
    };
  }
}

/** The span of a node, as plain numbers. */
export function nodeSpan(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}
