// A file that is open in an editor: its text, its outline that survives typing, and the tree of the method being
// edited. Typing inside a method reads that method again and nothing else.

import type { MethodIr } from '../ir/statement';
import { lowerMethodNode } from '../lower/lower-method';
import { mapOutline, methodsOf, moveMethod } from '../outline/methods-of';
import type { FileOutline, MethodOutline } from '../outline/outline';
import { skimOutline } from '../outline/skim-outline';
import { MethodTree } from '../syntax/method-tree';
import type { PythonParser } from '../syntax/python-parser';
import { contentHash } from '../text/content-hash';
import type { Span } from '../text/span';
import type { TextChange } from '../text/text-edit';

/** What an update changed: one method's body, or possibly anything. */
export type Changed =
  | { readonly kind: 'method'; readonly before: MethodOutline; readonly after: MethodOutline }
  | { readonly kind: 'file' };

/** An open Python file. Owns at most one tree; dispose of it when the editor lets go. */
export class OpenDocument implements Disposable {
  readonly #parser: PythonParser;
  #text: string;
  #outline: FileOutline;
  #edited: { readonly hash: number; readonly tree: MethodTree } | undefined;

  constructor(parser: PythonParser, text: string) {
    this.#parser = parser;
    this.#text = text;
    this.#outline = skimOutline(text);
  }

  get text(): string {
    return this.#text;
  }

  get outline(): FileOutline {
    return this.#outline;
  }

  /** Applies one change, in offsets of the text before it. */
  update(change: TextChange): Changed {
    const { at, newText } = change;
    const text = this.#text.slice(0, at.start) + newText + this.#text.slice(at.end);
    const method = methodsOf(this.#outline).find(({ span }) => span.start < at.start && at.end <= span.end);
    const changed = method && this.#updateMethod(method, change, text);
    if (!changed) this.#updateFile(text, change);
    this.#text = text;
    return changed ?? { kind: 'file' };
  }

  /** The method lowered from the tree at hand; undefined when it is not the one being edited. */
  lower(method: MethodOutline): MethodIr | undefined {
    if (this.#edited?.hash !== method.hash) return undefined;
    const { tree } = this.#edited;
    const node = tree.definition();
    return node && lowerMethodNode(node, tree.text);
  }

  [Symbol.dispose](): void {
    this.#drop();
  }

  #drop(): void {
    this.#edited?.tree[Symbol.dispose]();
    this.#edited = undefined;
  }

  #updateMethod(method: MethodOutline, { at, newText }: TextChange, text: string): Changed | undefined {
    const delta = newText.length - (at.end - at.start);
    const { start } = method.span;
    const slice = text.slice(start, method.span.end + delta);
    const tree = this.#treeFor(method);
    tree.update(at.start - start, at.end - start, slice);
    const [own, ...more] = skimOutline(slice).functions;
    const whole = own && more.length === 0 && own.span.start === 0 && own.name === method.name;
    const intact = tree.definition()?.hasError === false;
    if (!whole || own.span.end !== slice.length) {
      if (intact || !stillOneMethod(slice, method)) {
        this.#drop();
        return undefined;
      }
    }
    const hash = contentHash(slice);
    const after: MethodOutline = { ...method, span: { start, end: start + slice.length }, hash, intact };
    this.#edited = { hash, tree };
    const pivot = at.end;
    this.#outline = mapOutline(
      this.#outline,
      (span) => moveSpan(span, pivot, delta),
      (each) => (each === method ? after : each.span.start >= pivot ? moveMethod(each, delta) : each),
    );
    return { kind: 'method', before: method, after };
  }

  #treeFor(method: MethodOutline): MethodTree {
    if (this.#edited?.hash === method.hash) return this.#edited.tree;
    this.#drop();
    const tree = new MethodTree(this.#parser, this.#text.slice(method.span.start, method.span.end));
    this.#edited = { hash: method.hash, tree };
    return tree;
  }

  /** The text outside methods changed. A method that does not parse now must not hide the others: it is blanked out. */
  #updateFile(text: string, { at, newText }: TextChange): void {
    const delta = newText.length - (at.end - at.start);
    const broken = methodsOf(this.#outline).filter(
      ({ intact, span }) => !intact && (span.end <= at.start || span.start >= at.end),
    );
    const moved = broken.map((method) => (method.span.start >= at.end ? moveMethod(method, delta) : method));
    const outline = skimOutline(moved.reduce((masked, method) => blankBody(masked, method), text));
    this.#outline = mapOutline(
      outline,
      (span) => span,
      (each) => moved.find(({ span }) => span.start === each.span.start) ?? each,
    );
    this.#drop();
  }
}

function moveSpan(span: Span, pivot: number, delta: number): Span {
  return {
    start: span.start >= pivot ? span.start + delta : span.start,
    end: span.end >= pivot ? span.end + delta : span.end,
  };
}

const OPENS_BLOCK = /^([ \t]*)(?:@|(?:async[ \t]+)?def[ \t]|class[ \t])/gm;

/** A broken method is still one method while none of its later lines opens a block at its own level or above. */
function stillOneMethod(slice: string, method: MethodOutline): boolean {
  if (!slice.startsWith('def') && !slice.startsWith('async')) return false;
  const nameAt = method.nameAt.start - method.span.start;
  if (slice.slice(nameAt, nameAt + method.name.length) !== method.name) return false;
  const body = slice.slice(slice.indexOf('\n') + 1);
  const bodyIndent = /^([ \t]*)\S/m.exec(body)?.[1]?.length ?? 0;
  OPENS_BLOCK.lastIndex = 0;
  for (const [, indent = ''] of body.matchAll(OPENS_BLOCK)) if (indent.length < bodyIndent) return false;
  return slice.includes('\n');
}

/** Replaces a method's body by blanks and one `...`, keeping every offset. */
function blankBody(text: string, method: MethodOutline): string {
  const { start, end } = method.span;
  const slice = text.slice(start, end);
  const nameEnd = method.nameAt.end - start;
  const header = slice.slice(0, nameEnd);
  const filler = '():...'.padEnd(slice.length - nameEnd, ' ').slice(0, slice.length - nameEnd);
  return text.slice(0, start) + header + filler + text.slice(end);
}
