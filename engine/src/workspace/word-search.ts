// Whether words stand in a file: asked at every keystroke, so that only the method being typed is searched again.

import { methodsOf } from '../outline/methods-of';
import type { MethodOutline } from '../outline/outline';
import type { Sources } from './sources';

type Hits = Map<number, boolean>;

interface Closed {
  readonly text: string;
  readonly found: boolean;
}

/** Remembers, for files that are open, which methods hold the words. */
export class WordSearch {
  readonly #sources: Sources;
  readonly #open = new Map<string, Map<RegExp, Hits>>();
  readonly #closed = new Map<RegExp, Map<string, Closed>>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Lets go of the texts of closed files. */
  forget(): void {
    this.#closed.clear();
  }

  /** Whether the words stand in a method of the file, or above all of them. */
  inFile(path: string, words: RegExp): boolean {
    const document = this.#sources.open.get(path);
    if (!document) {
      this.#open.delete(path);
      return this.#inClosed(path, words);
    }
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

  #inClosed(path: string, words: RegExp): boolean {
    const text = this.#sources.text(path) ?? '';
    const known = this.#closed.get(words)?.get(path);
    if (known?.text === text) return known.found;
    const found = words.test(text);
    const ofWords = this.#closed.get(words) ?? new Map<string, Closed>();
    this.#closed.set(words, ofWords.set(path, { text, found }));
    return found;
  }

  /** Whether the words stand in a method of the file. */
  inMethod(path: string, words: RegExp, { hash, span }: MethodOutline): boolean {
    const known = this.#open.get(path)?.get(words)?.get(hash);
    return known ?? words.test((this.#sources.text(path) ?? '').slice(span.start, span.end));
  }
}
