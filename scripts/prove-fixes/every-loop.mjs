// The batch rewrites of every `for` in a tree, scheduled or not: is what they write right as a text?

import { crlf, lostLine, missing, tabs } from './laws.mjs';

const VERSIONS = ['16.0', '17.0', '18.0', '19.0'];

/** Rewrites loops in all forms and counts them; gives what is wrong. */
export class EveryLoop {
  #engine;
  #parser;
  #forms;
  loops = 0;
  rewrites = 0;

  constructor(engine, parser) {
    this.#engine = engine;
    this.#parser = parser;
    this.#forms = {
      keyset: (loop, ctx) => engine.batchLoopKeyset(loop, undefined, ctx),
      snapshot: (loop, ctx) => engine.batchLoopSnapshot(loop, ctx),
      'per-run': (loop, ctx) => engine.batchPerRun(loop, undefined, ctx),
      extract: (loop, ctx) => engine.extractBatch(loop, ctx),
      beside: (loop, ctx) => engine.batchBeside(loop, 'refused', ctx),
    };
  }

  /** Problems of all loops of a file, each with the method that it stands in. */
  *problems(text) {
    const { classes, functions } = this.#engine.skimOutline(text);
    for (const { span } of [...classes.flatMap(({ methods }) => methods), ...functions]) {
      const own = text.slice(text.lastIndexOf('\n', span.start) + 1, span.end).replaceAll('\r\n', '\n');
      if (!/^[ \t]*(?:async )?for\b/m.test(own)) continue;
      // Alone in a class: what is read again and again stays short.
      const alone = /^[ \t]/.test(own) ? `class Model:\n${own}\n` : `${own}\n`;
      for (const problem of this.#ofMethod(alone)) yield `${problem}\n${alone}`;
    }
  }

  *#ofMethod(text) {
    const old = this.#literals(text);
    const loops = old.broken ? [] : this.#loops(text);
    for (const index of loops.keys()) {
      this.loops++;
      for (const [form, rewrite] of Object.entries(this.#forms)) {
        const odoo = VERSIONS[this.loops % VERSIONS.length];
        const run = (of) => this.#rewrite(of, index, rewrite, odoo);
        const fix = run(text);
        if (fix?.kind !== 'fix') continue;
        this.rewrites++;
        const name = `${form} of loop ${index + 1}, Odoo ${odoo}`;
        for (const what of this.#broken(text, old, fix, run)) yield `${name} ${what}`;
      }
    }
  }

  *#broken(before, old, fix, run) {
    const after = this.#apply(before, fix);
    if (after === undefined) {
      yield 'has edits that overlap';
      return;
    }
    const now = this.#literals(after);
    if (now.broken) yield `does not parse:\n${after}`;
    for (const kind of ['comments', 'strings'])
      for (const lost of missing(old[kind], now[kind])) yield `loses ${lost}`;
    const line = lostLine(before, after, fix.edits);
    if (line !== undefined) yield `loses the line ${line}`;
    const twins = [['CRLF', crlf]];
    if (!before.includes('\t')) twins.push(['tabs', (each) => tabs(each, this.#literals(each).long)]);
    for (const [name, twin] of twins) {
      const other = run(twin(before));
      // A body that is indented by two spaces has no twin in tabs.
      if (other?.kind === 'no-fix' && other.reason.includes('mixes tabs')) continue;
      const text = other?.kind === 'fix' ? this.#apply(twin(before), other) : other?.reason;
      if (text !== twin(after)) yield `differs with ${name}:\n${text}`;
    }
  }

  #apply(text, { edits }) {
    try {
      return this.#engine.applyEdits(text, edits);
    } catch {
      return undefined;
    }
  }

  #rewrite(text, index, rewrite, odoo) {
    const { method, start } = this.#method(text);
    const loop = this.#engine.statementsIn(method.body).filter(({ kind }) => kind === 'for')[index];
    const { batch } = this.#engine.DEFAULT_SETTINGS;
    const settings = { odoo, batch, pylintOdoo: false, mayCommit: true, isCron: true };
    return loop && rewrite(loop, { text, methodStart: start, method, ...settings });
  }

  #loops(text) {
    const { method } = this.#method(text);
    return this.#engine.statementsIn(method.body).filter(({ kind }) => kind === 'for');
  }

  #method(text) {
    const tree = this.#parser.parse(text);
    try {
      const node = tree.root.descendantsOfType('function_definition')[0];
      return { method: this.#engine.lowerMethodNode(node, text), start: node.startIndex };
    } finally {
      tree[Symbol.dispose]();
    }
  }

  #literals(text) {
    const tree = this.#parser.parse(text);
    try {
      const nodes = (type) => tree.root.descendantsOfType(type);
      const texts = (type) => nodes(type).map((node) => text.slice(node.startIndex, node.endIndex));
      const long = nodes('string').filter((node) => node.startPosition.row !== node.endPosition.row);
      return {
        broken: tree.root.hasError,
        comments: texts('comment'),
        strings: texts('string'),
        long: long.map((node) => ({ start: node.startIndex, end: node.endIndex })),
      };
    } finally {
      tree[Symbol.dispose]();
    }
  }
}
