// The Python of the workspace, open or closed: texts, outlines, methods lowered on demand.

import { OpenDocument } from '../document/open-document';
import type { MethodIr } from '../ir/statement';
import { lowerCodeText, lowerMethodText } from '../lower/lower-method';
import type { ClassOutline, FileOutline, MethodOutline } from '../outline/outline';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { MethodRef } from '../semantics/program';
import type { PythonParser } from '../syntax/python-parser';
import { detach } from '../text/detach';
import { LineIndex } from '../text/line-index';
import { KeptMethods, type LoweredMethod } from './kept-methods';
import { moduleImports } from './module-imports';

/** A method's outline with the class that it stands in. */
export interface FoundMethod {
  readonly method: MethodOutline;
  readonly owner: ClassOutline | undefined;
}

interface Lowered extends LoweredMethod {
  /** Lowered in this run, and not in one before it. */
  readonly isNew: boolean;
}

/** A question that the text of a method answers: cheaper than its syntax. Known by its identity. */
export type Question<Answer extends boolean | string> = (text: string) => Answer;

/** What was asked of a method's text. */
interface Looks {
  readonly ref: MethodRef;
  readonly hash: number;
  readonly answers: Map<Question<boolean | string>, boolean | string>;
}

/** Gives texts and methods; owns the open documents. */
export class Sources {
  readonly open = new Map<string, OpenDocument>();
  /** Methods that earlier runs lowered. */
  readonly kept = new KeptMethods();
  readonly #parser: PythonParser;
  readonly #index: WorkspaceIndex;
  readonly #lowered = new Map<string, Lowered>();
  /** Code of data files, as asked for since the workspace last changed, and between that change and the one before. */
  #codes = new Map<string, MethodIr>();
  #codesBefore: ReadonlyMap<string, MethodIr> = new Map();
  readonly #imports = new Map<
    string,
    { readonly text: string; readonly names: ReadonlyMap<string, string> }
  >();
  readonly #lines = new Map<string, { readonly text: string; readonly lines: LineIndex }>();
  readonly #looks = new Map<string, Looks>();
  #count = 0;

  constructor(parser: PythonParser, index: WorkspaceIndex) {
    this.#parser = parser;
    this.#index = index;
  }

  /** Methods lowered so far. */
  get count(): number {
    return this.#count;
  }

  openDocument(path: string, text: string): OpenDocument {
    const document = new OpenDocument(this.#parser, text);
    this.open.set(path, document);
    return document;
  }

  text(path: string): string | undefined {
    return this.open.get(path)?.text ?? this.#index.text(path);
  }

  outline(path: string): FileOutline | undefined {
    return this.open.get(path)?.outline ?? this.#index.outline(path);
  }

  lines(path: string, text: string): LineIndex {
    const known = this.#lines.get(path);
    if (known?.text === text) return known.lines;
    const lines = new LineIndex(text);
    this.#lines.set(path, { text, lines });
    return lines;
  }

  /** The method that a reference names, as it stands now. */
  find(ref: MethodRef): FoundMethod | undefined {
    const outline = this.outline(ref.path);
    if (!outline) return undefined;
    if (ref.className === undefined) {
      const method = outline.functions.find(({ name }) => name === ref.name);
      return method && { method, owner: undefined };
    }
    for (const owner of outline.classes) {
      if (owner.name !== ref.className) continue;
      const method = owner.methods.findLast(({ name }) => name === ref.name);
      if (method) return { method, owner };
    }
    return undefined;
  }

  /** What the text of a method says; asked often, so the answer is kept until the text changes. Of no method: `''`. */
  ask<Answer extends boolean | string>(ref: MethodRef, question: Question<Answer>): Answer {
    const found = this.find(ref);
    if (!found) return question('');
    const known = this.#looks.get(ref.key);
    const { answers } = known?.hash === found.method.hash ? known : this.#looksAt(ref, found.method);
    const kept = answers.get(question);
    if (kept !== undefined) return kept as Answer;
    const answer = question(this.#textOf(ref, found.method));
    answers.set(question, answer);
    return answer;
  }

  /** The text of a method changed: whether something that was asked of it before would now be answered otherwise. */
  looksOtherwise(ref: MethodRef): boolean {
    const before = this.#looks.get(ref.key);
    if (!before) return false;
    return [...before.answers].some(([question, answer]) => this.ask(ref, question) !== answer);
  }

  #looksAt(ref: MethodRef, { hash }: MethodOutline): Looks {
    const looks: Looks = { ref, hash, answers: new Map() };
    this.#looks.set(ref.key, looks);
    return looks;
  }

  #textOf({ path }: MethodRef, { span }: MethodOutline): string {
    return (this.text(path) ?? '').slice(span.start, span.end);
  }

  /** The method lowered; kept until its text changes. A method that is gone is empty. */
  ir(ref: MethodRef): MethodIr {
    const found = this.find(ref);
    if (!found) return lowerMethodText(this.#parser, '');
    const { method } = found;
    const known = this.#lowered.get(ref.key);
    if (known?.hash === method.hash) return known.ir;
    const ir = this.kept.ir(ref, method.hash);
    const lowered = ir ?? this.#lower(ref, method);
    this.#lowered.set(ref.key, { ref, hash: method.hash, ir: lowered, isNew: !ir });
    return lowered;
  }

  #lower({ path }: MethodRef, method: MethodOutline): MethodIr {
    this.#count++;
    const document = this.open.get(path);
    const own = (this.text(path) ?? '').slice(method.span.start, method.span.end);
    return document?.lower(method) ?? lowerMethodText(this.#parser, document ? detach(own) : own);
  }

  /** What was lowered in this run, by file. */
  loweredNow(): ReadonlyMap<string, readonly LoweredMethod[]> {
    const byPath = new Map<string, LoweredMethod[]>();
    for (const lowered of this.#lowered.values()) {
      if (!lowered.isNew) continue;
      const others = byPath.get(lowered.ref.path);
      if (others) others.push(lowered);
      else byPath.set(lowered.ref.path, [lowered]);
    }
    return byPath;
  }

  /**
   * Lowers code that stands in a data file; kept, since the same few lines are asked for at every walk. Typing there
   * makes a new code at every keystroke: `prune` lets go of those that nobody asks for any more.
   */
  code(text: string): MethodIr {
    const known = this.#codes.get(text);
    if (known) return known;
    const ir = this.#codesBefore.get(text) ?? this.#lowerCode(text);
    this.#codes.set(text, ir);
    return ir;
  }

  #lowerCode(text: string): MethodIr {
    this.#count++;
    return lowerCodeText(this.#parser, text);
  }

  imported(path: string, name: string): string | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const known = this.#imports.get(path);
    if (known?.text === text) return known.names.get(name);
    const names = moduleImports(text);
    this.#imports.set(path, { text, names });
    return names.get(name);
  }

  /** Forgets what was read of methods and files that are gone. */
  prune(): void {
    for (const kept of [this.#lowered, this.#looks]) {
      for (const [key, { ref }] of kept) if (!this.find(ref)) kept.delete(key);
    }
    for (const kept of [this.#lines, this.#imports]) {
      for (const path of kept.keys()) if (this.text(path) === undefined) kept.delete(path);
    }
    this.#codesBefore = this.#codes;
    this.#codes = new Map();
  }

  /** Deletes the trees of all open documents. */
  dispose(): void {
    for (const document of this.open.values()) document[Symbol.dispose]();
    this.open.clear();
    this.#lowered.clear();
  }
}
