// A file that is open in an editor: its text, its outline that survives typing, and the tree of the method being
// edited. Typing inside a method reads that method again and nothing else.

import type { MethodIr } from '../ir/statement';
import { lowerMethodNode, MAX_METHOD_LENGTH } from '../lower/lower-method';
import { mapOutline, methodsOf, moveMethod } from '../outline/methods-of';
import type { FileOutline, MethodOutline } from '../outline/outline';
import { skimOutline } from '../outline/skim-outline';
import { MethodTree } from '../syntax/method-tree';
import type { PythonParser } from '../syntax/python-parser';
import { contentHash } from '../text/content-hash';
import { detach, detachIn } from '../text/detach';
import { type Span, shift } from '../text/span';
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
    this.#outline = ownOutline(text);
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
    const method = methodsOf(this.#outline).find(
      ({ span }) => span.start < at.start && at.end <= regionEnd(this.#text, span, at.end),
    );
    const isShort = method && method.span.end - method.span.start + newText.length <= MAX_METHOD_LENGTH;
    const changed = isShort ? this.#updateMethod(method, change, text) : undefined;
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
    const end = regionEnd(this.#text, method.span, at.end);
    const region = detach(text.slice(start, end + delta));
    const tree = this.#treeFor(method, end);
    tree.update(at.start - start, at.end - start, region);
    const intact = tree.definition()?.hasError === false;
    const own = this.#ownIn(region, method, intact, text);
    if (!own) {
      this.#drop();
      return undefined;
    }
    const hash = contentHash(region.slice(0, own.length));
    const span = { start, end: start + own.length };
    const nameAt = shift(own.nameAt, start);
    const after: MethodOutline = { ...method, span, nameAt, hash, intact };
    this.#edited = { hash, tree };
    const move = (offset: number): number => (offset >= at.end ? offset + delta : offset);
    this.#outline = mapOutline(
      this.#outline,
      // A class ends where its last method does.
      (each) => ({
        start: move(each.start),
        end: each.end === method.span.end ? span.end : move(each.end),
      }),
      (each) => (each === method ? after : each.span.start >= at.end ? moveMethod(each, delta) : each),
    );
    return { kind: 'method', before: method, after };
  }

  /** How far the method goes in its region, and where its name stands there; undefined when it is not alone in it. */
  #ownIn(
    region: string,
    method: MethodOutline,
    intact: boolean,
    text: string,
  ): { readonly length: number; readonly nameAt: Span } | undefined {
    const { start } = method.span;
    const lead = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace(/^\uFEFF/, '');
    if (lead.trim() !== '') return undefined;
    const [own, ...more] = skimOutline(lead + region).functions;
    const isOwn = own && more.length === 0 && own.span.start === lead.length && own.name === method.name;
    if (isOwn && region.slice(own.span.end - lead.length).trim() === '') {
      return { length: own.span.end - lead.length, nameAt: shift(own.nameAt, -lead.length) };
    }
    if (intact || !stillOneMethod(region, method)) return undefined;
    if (isOwn && this.#isIntact(region.slice(0, own.span.end - lead.length))) return undefined;
    return { length: region.trimEnd().length, nameAt: shift(method.nameAt, -start) };
  }

  #isIntact(text: string): boolean {
    using tree = new MethodTree(this.#parser, text);
    return tree.definition()?.hasError === false;
  }

  #treeFor(method: MethodOutline, end: number): MethodTree {
    const region = detach(this.#text.slice(method.span.start, end));
    const edited = this.#edited;
    if (edited?.hash === method.hash && edited.tree.text === region) return edited.tree;
    this.#drop();
    const tree = new MethodTree(this.#parser, region);
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
    const outline = ownOutline(moved.reduce((masked, method) => blankBody(masked, method), text));
    this.#outline = mapOutline(
      outline,
      (span) => span,
      (each) => moved.find(({ span }) => span.start === each.span.start) ?? each,
    );
    this.#drop();
  }
}

/** An outline that holds nothing of the text: others keep its names when the file has long been another. */
function ownOutline(text: string): FileOutline {
  return detachIn(skimOutline(text));
}

const BLANK_LINES = /[ \t\r\n\f]*/y;

/** Where what is typed may belong to a method: its end, or that of the blank lines after it when `at` is in them. */
function regionEnd(text: string, span: Span, at: number): number {
  if (at < span.end) return span.end;
  BLANK_LINES.lastIndex = span.end;
  BLANK_LINES.test(text);
  const blankEnd = BLANK_LINES.lastIndex;
  if (at > blankEnd) return span.end;
  return blankEnd === text.length ? blankEnd : Math.max(span.end, text.lastIndexOf('\n', blankEnd) + 1);
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
