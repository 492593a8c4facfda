// The outline of a file that nobody edits, from its text alone: a fraction of the cost of a syntax tree.

import { contentHash } from '../text/content-hash';
import type { Binding, ClassOutline, FileOutline, MethodOutline } from './outline';
import { bindingsOf, ClassSkim, readAssignment } from './skim-class';
import { type LineSink, scanLines } from './skim-lines';

const DEF = /(?:async[ \t]+)?def[ \t]+([\w\u0080-\uffff]+)/y;
const CLASS = /class[ \t]+([\w\u0080-\uffff]+)/y;
const NOTHING = -1;

/**
 * Reads the declarations of a Python file without a syntax tree. Agrees with `readOutline` on well-formed code;
 * never throws, whatever the text.
 */
export function skimOutline(text: string): FileOutline {
  const skim = new OutlineSkim(text);
  scanLines(text, skim);
  return skim.finish();
}

/** Whether a Python text may declare a model: a cheap look before the outline is read. */
export function mayDeclareModels(text: string): boolean {
  return /\b_(?:name|inherit)\b|\b(?:Model|TransientModel|AbstractModel|osv)\b/.test(text);
}

/** A `def`, or a class inside a class or function: its lines are only counted, not read. */
interface OpenBlock {
  readonly indent: number;
  /** Indent of its first statement: comments from there on belong to it. */
  bodyIndent: number;
  end: number;
  commentsEnded: boolean;
}

interface OpenMethod extends OpenBlock {
  readonly name: string;
  readonly nameStart: number;
  readonly start: number;
  readonly decorators: readonly string[];
  readonly into: MethodOutline[] | undefined;
}

class OutlineSkim implements LineSink {
  readonly #text: string;
  readonly #classes: ClassOutline[] = [];
  readonly #functions: MethodOutline[] = [];
  readonly #bindings: Binding[] = [];
  #decorators: string[] = [];
  #class: ClassSkim | undefined;
  readonly #classBlock: OpenBlock = { indent: 0, bodyIndent: NOTHING, end: 0, commentsEnded: false };
  #classIndent = NOTHING;
  #inner: OpenMethod | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  statement(indent: number, start: number, codeEnd: number, lineEnd: number): void {
    const inner = this.#inner;
    if (inner !== undefined) {
      if (indent > inner.indent) {
        extend(inner, indent, lineEnd);
        return;
      }
      this.#closeInner(inner);
    }
    if (this.#class !== undefined && indent <= this.#classIndent) this.#closeClass();
    if (this.#class !== undefined) extend(this.#classBlock, indent, lineEnd);
    this.#read(indent, start, codeEnd, lineEnd);
  }

  comment(indent: number, lineEnd: number): void {
    if (this.#inner !== undefined) extendByComment(this.#inner, indent, lineEnd);
    if (this.#class !== undefined) extendByComment(this.#classBlock, indent, lineEnd);
  }

  finish(): FileOutline {
    if (this.#inner !== undefined) this.#closeInner(this.#inner);
    if (this.#class !== undefined) this.#closeClass();
    return { classes: this.#classes, functions: this.#functions, bindings: this.#bindings };
  }

  #read(indent: number, start: number, codeEnd: number, lineEnd: number): void {
    const text = this.#text;
    const first = text[start];
    if (first === '@') {
      this.#decorators.push(text.slice(start + 1, codeEnd).trim());
      return;
    }
    if ((first === 'd' || first === 'a') && matches(DEF, text, start))
      this.#openMethod(indent, start, lineEnd);
    else if (first === 'c' && matches(CLASS, text, start)) this.#openClass(indent, start, codeEnd, lineEnd);
    else if (this.#class !== undefined) this.#class.statement(text, start, codeEnd);
    else this.#moduleStatement(start, codeEnd);
    if (this.#decorators.length > 0) this.#decorators = [];
  }

  #moduleStatement(start: number, codeEnd: number): void {
    const assignment = readAssignment(this.#text, start, codeEnd);
    if (assignment !== undefined) this.#bindings.push(...bindingsOf(this.#text, assignment, start, codeEnd));
  }

  #openMethod(indent: number, start: number, lineEnd: number): void {
    DEF.lastIndex = start;
    const name = DEF.exec(this.#text)?.[1] ?? '';
    const into = this.#class === undefined ? this.#functions : this.#class.methods;
    this.#open(indent, start, lineEnd, name, DEF.lastIndex - name.length, into);
  }

  #openClass(indent: number, start: number, codeEnd: number, lineEnd: number): void {
    CLASS.lastIndex = start;
    const name = CLASS.exec(this.#text)?.[1] ?? '';
    if (this.#class !== undefined) {
      this.#open(indent, start, lineEnd, name, CLASS.lastIndex - name.length, undefined);
      return;
    }
    const header = this.#text.slice(CLASS.lastIndex, codeEnd);
    const bases = /^\s*\((.*)\)/s.exec(header)?.[1] ?? '';
    this.#class = new ClassSkim(name, start, bases);
    this.#classIndent = indent;
    Object.assign(this.#classBlock, { bodyIndent: NOTHING, end: lineEnd, commentsEnded: false });
  }

  #open(
    indent: number,
    start: number,
    end: number,
    name: string,
    nameStart: number,
    into: MethodOutline[] | undefined,
  ): void {
    const decorators = this.#decorators;
    this.#decorators = [];
    this.#inner = {
      indent,
      bodyIndent: NOTHING,
      end,
      commentsEnded: false,
      name,
      nameStart,
      start,
      decorators,
      into,
    };
  }

  #closeInner(inner: OpenMethod): void {
    this.#inner = undefined;
    // A class's end follows the end of its last method, comments included.
    if (this.#class !== undefined && inner.end > this.#classBlock.end) this.#classBlock.end = inner.end;
    inner.into?.push({
      name: inner.name,
      span: { start: inner.start, end: inner.end },
      nameAt: { start: inner.nameStart, end: inner.nameStart + inner.name.length },
      decorators: inner.decorators,
      hash: contentHash(this.#text, inner.start, inner.end),
      intact: true,
    });
  }

  #closeClass(): void {
    if (this.#class !== undefined) this.#classes.push(this.#class.finish(this.#classBlock.end));
    this.#class = undefined;
  }
}

function extend(block: OpenBlock, indent: number, lineEnd: number): void {
  if (block.bodyIndent === NOTHING) block.bodyIndent = indent;
  block.end = lineEnd;
  block.commentsEnded = false;
}

/** A comment after the last statement is the block's while none stood further left: so does tree-sitter-python. */
function extendByComment(block: OpenBlock, indent: number, lineEnd: number): void {
  if (block.commentsEnded || block.bodyIndent === NOTHING) return;
  if (indent >= block.bodyIndent) block.end = lineEnd;
  else block.commentsEnded = true;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
