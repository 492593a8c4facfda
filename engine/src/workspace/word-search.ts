// Whether words stand in a file: asked at every keystroke, so that only the method being typed is searched again.

import type { OpenDocument } from '../document/open-document';
import { methodsOf } from '../outline/methods-of';
import type { MethodOutline } from '../outline/outline';
import type { Sources } from './sources';

type Hits = Map<number, boolean>;

/** Remembers, for files that are open, which methods hold the words. */
export class WordSearch {
  readonly #sources: Sources;
  readonly #open = new Map<string, Map<RegExp, Hits>>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Whether the words stand in a method of an open file, or above all of them. */
  inFile(path: string, document: OpenDocument, words: RegExp): boolean {
    const { text, outline } = document;
    const known = this.#open.get(path)?.get(words);
    const hits: Hits = new Map();
    let first = text.length;
    for (const { hash, span } of methodsOf(outline)) {
      first = Math.min(first, span.start);
      hits.set(hash, known?.get(hash) ?? words.test(text.slice(span.start, span.end)));
    }
    const ofFile = this.#open.get(path) ?? new Map<RegExp, Hits>();
    this.#open.set(path, ofFile.set(words, hits));
    return [...hits.values()].includes(true) || words.test(text.slice(0, first));
  }

  /** Lets go of a file that is not open any more. */
  forget(path: string): void {
    this.#open.delete(path);
  }

  /** Whether the words stand in a method of the file. */
  inMethod(path: string, words: RegExp, { hash, span }: MethodOutline): boolean {
    const known = this.#open.get(path)?.get(words)?.get(hash);
    return known ?? words.test((this.#sources.text(path) ?? '').slice(span.start, span.end));
  }
}
