// A method of a file that nobody edits. Of a whole tree few methods are ever read, so the hash waits until one is.

import { type ContentHash, contentHash } from '../text/content-hash';
import type { Span } from '../text/span';
import type { MethodOutline } from './outline';

/** What the skim knows of a method; holds the file's text. */
export class SkimmedMethod implements MethodOutline {
  readonly name: string;
  readonly span: Span;
  readonly nameAt: Span;
  readonly decorators: readonly string[];
  readonly intact = true;
  readonly #text: string;
  #hash: ContentHash | undefined;

  constructor(text: string, span: Span, nameAt: Span, decorators: readonly string[]) {
    this.name = text.slice(nameAt.start, nameAt.end);
    this.span = span;
    this.nameAt = nameAt;
    this.decorators = decorators;
    this.#text = text;
  }

  get hash(): ContentHash {
    this.#hash ??= contentHash(this.#text, this.span.start, this.span.end);
    return this.#hash;
  }
}
