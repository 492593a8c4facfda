// A keystroke in a large model file, text change to findings, beside what tree-sitter takes to parse the same edit of
// the whole file. Both take each edit in turn, in one process.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { quantile, randomFrom, report } from './statistics.mjs';

const LINES = [
  "        for move in self.search([('state', '=', 'posted')]):",
  '            move.name = move.name.strip()  # tidy',
];
const ROUNDS = 6;
const WARM_UP = 100;
const P50 = 'p50, text change to findings';
const P95 = 'p95, text change to findings';

/** Types lines at the end of random methods and deletes them again, in a whole tree and in the file alone. */
export function measureKeystrokes({ engine, settings, parser }, tree, file) {
  const text = readFileSync(path.join(tree.root, file), 'utf8');
  for (const [name, changes] of [
    ['the whole tree indexed', tree.changes()],
    ['the file alone', []],
  ]) {
    const workspace = engine.createWorkspace(settings);
    workspace.apply(changes);
    workspace.open(file, text);
    workspace.check(file);
    const result = type(workspace, parser, file, text);
    workspace.dispose();
    console.log(`\nA keystroke in ${file} (${(text.length / 1e3).toFixed(0)} KB), ${name}`);
    show(result);
  }
  report('live trees when closed', engine.liveTrees(), '', 0);
}

function show({ ours, theirs, lowered }) {
  report('keystrokes', ours.length, '');
  report(P50, quantile(ours, 0.5), 'ms');
  report(P95, quantile(ours, 0.95), 'ms');
  report("p50, tree-sitter's incremental parse", quantile(theirs, 0.5), 'ms');
  report("p95, tree-sitter's incremental parse", quantile(theirs, 0.95), 'ms');
  report('ratio at p50', quantile(ours, 0.5) / quantile(theirs, 0.5), '');
  report('ratio at p95', quantile(ours, 0.95) / quantile(theirs, 0.95), '', 1.5);
  report('p95, methods lowered at a keystroke', quantile(lowered, 0.95), '', 1);
  report('the most, when an edit opens new ways', Math.max(...lowered), '');
}

function type(workspace, treeSitter, file, text) {
  const ours = [];
  const theirs = [];
  const lowered = [];
  const mirror = new Mirror(treeSitter, text);
  for (const edit of keystrokes(text)) {
    const before = workspace.lowered();
    const start = performance.now();
    workspace.update(file, [edit]);
    workspace.check(file);
    ours.push(performance.now() - start);
    theirs.push(mirror.update(edit));
    lowered.push(workspace.lowered() - before);
  }
  mirror.delete();
  return { ours: ours.slice(WARM_UP), theirs: theirs.slice(WARM_UP), lowered };
}

/** One edit for each character typed at the end of a method, then one for each character deleted. */
function* keystrokes(text) {
  const random = randomFrom(20);
  const ends = [...text.matchAll(/^ {4}def \w+\(.*\r?\n(?:(?: {8}.*)?\r?\n)*?(?= {4}(?:def|@))/gm)].map(
    ({ 0: method, index }) => index + method.trimEnd().length,
  );
  const typed = `\n${LINES.join('\n')}`;
  for (let round = 0; round < ROUNDS; round++) {
    const end = ends[Math.floor(random() * ends.length)];
    for (let i = 0; i < typed.length; i++) yield { at: { start: end + i, end: end + i }, newText: typed[i] };
    for (let i = typed.length; i > 0; i--) yield { at: { start: end + i - 1, end: end + i }, newText: '' };
  }
}

/** The file as tree-sitter alone would keep it. */
class Mirror {
  constructor({ parser, Edit }, text) {
    this.parser = parser;
    this.Edit = Edit;
    this.text = text;
    this.tree = parser.parse(text);
  }

  /** Milliseconds of the edit and the parse. */
  update({ at, newText }) {
    const text = this.text.slice(0, at.start) + newText + this.text.slice(at.end);
    const edit = new this.Edit({
      startIndex: at.start,
      oldEndIndex: at.end,
      newEndIndex: at.start + newText.length,
      startPosition: pointAt(this.text, at.start),
      oldEndPosition: pointAt(this.text, at.end),
      newEndPosition: pointAt(text, at.start + newText.length),
    });
    const start = performance.now();
    this.tree.edit(edit);
    const next = this.parser.parse(text, this.tree);
    const elapsed = performance.now() - start;
    this.tree.delete();
    this.tree = next;
    this.text = text;
    return elapsed;
  }

  delete() {
    this.tree.delete();
  }
}

function pointAt(text, offset) {
  const lines = text.slice(0, offset).split('\n');
  return { row: lines.length - 1, column: lines.at(-1).length };
}
