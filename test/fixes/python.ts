// Real Python for the fix tests: tree-sitter for methods and laws, the interpreter for a second opinion.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Node } from 'web-tree-sitter';
import type { MethodIr } from '../../engine/src/ir/statement';
import { lowerMethodNode } from '../../engine/src/lower/lower-method';
import { LiveTrees } from '../../engine/src/syntax/live-trees';
import { PythonParser } from '../../engine/src/syntax/python-parser';

const wasm = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)));

/** The parser that the engine uses. */
export const parser = await PythonParser.create(
  wasm('web-tree-sitter/web-tree-sitter.wasm'),
  wasm('tree-sitter-python/tree-sitter-python.wasm'),
  new LiveTrees(),
);

/** A method and where its `def` stands. */
export interface FoundMethod {
  readonly method: MethodIr;
  readonly start: number;
}

/** All functions of a text, outermost first. */
export function methodsIn(text: string): readonly FoundMethod[] {
  using tree = parser.parse(text);
  return tree.root
    .descendantsOfType('function_definition')
    .filter((node): node is Node => node !== null)
    .map((node) => ({ method: lowerMethodNode(node, text), start: node.startIndex }));
}

/** What the laws ask of a text: whether it parses, its comments, its strings. */
export function literalsOf(text: string) {
  using tree = parser.parse(text);
  const texts = (type: string) =>
    tree.root.descendantsOfType(type).map((node) => (node ? text.slice(node.startIndex, node.endIndex) : ''));
  return { broken: tree.root.hasError, comments: texts('comment'), strings: texts('string') };
}

/** Spans of strings that hold a line break. */
export function longStrings(text: string) {
  using tree = parser.parse(text);
  return tree.root
    .descendantsOfType('string')
    .filter((node) => node !== null && node.startPosition.row !== node.endPosition.row)
    .map((node) => ({ start: node?.startIndex ?? 0, end: node?.endIndex ?? 0 }));
}

/** Runs a Python script on a JSON value and gives back the JSON that it prints. */
export function runPython(script: string, input: unknown): unknown {
  return spawnPython(['-c', script], input);
}

/** The same for a script in a file. */
export function runPythonFile(path: string, input: unknown): unknown {
  return spawnPython(['-B', path], input);
}

function spawnPython(args: readonly string[], input: unknown): unknown {
  const done = spawnSync(process.platform === 'win32' ? 'python' : 'python3', args, {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) throw new Error(`python3: ${done.stderr || String(done.error)}`);
  return JSON.parse(done.stdout);
}

/** Texts that the interpreter cannot parse, each with its message. */
export function syntaxErrors(texts: readonly string[]): unknown {
  return runPython(
    `
import ast, json, sys
errors = []
for text in json.load(sys.stdin):
    try:
        ast.parse(text)
    except SyntaxError as error:
        errors.append([str(error), text])
print(json.dumps(errors))
`,
    texts,
  );
}
