// What a host keeps of files between runs, so that those that did not change need not be read again.

import type { FileFacts } from '../project/file-facts';
import { factsFromJson, factsToJson } from '../project/kept-facts';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { KeptFile } from '../workspace-api';
import type { KeptMethods, LoweredMethod } from './kept-methods';

interface Restored {
  readonly facts: FileFacts | undefined;
  readonly kept: string;
}

/** Turns files into text that a host keeps, and back. */
export class KeptFiles {
  readonly #index: WorkspaceIndex;
  readonly #methods: KeptMethods;
  readonly #restored = new Map<string, Restored>();

  constructor(index: WorkspaceIndex, methods: KeptMethods) {
    this.#index = index;
    this.#methods = methods;
  }

  /** Takes a file as it was kept. False when that cannot be read. */
  restore({ path, kept, readText }: KeptFile): boolean {
    if (kept === '') {
      this.#restored.set(path, { facts: undefined, kept });
      return true;
    }
    const [first = '', ...methods] = kept.split('\n');
    try {
      const facts = factsFromJson(first, readText);
      this.#methods.restore(path, methods);
      this.#index.restore(path, facts);
      this.#restored.set(path, { facts, kept });
      return true;
    } catch {
      return false;
    }
  }

  /** What to keep of a file, given the methods that were lowered in it; undefined when it has to be read each time. */
  kept(path: string, lowered: readonly LoweredMethod[]): string | undefined {
    const facts = this.#index.facts(path);
    const before = this.#restored.get(path);
    if (before && before.facts === facts && lowered.length === 0) return before.kept;
    if (!facts) return '';
    const json = factsToJson(facts);
    return json && [json, ...this.#methods.lines(path, lowered)].map(asciiOf).join('\n');
  }
}

/** The same JSON without a character that takes more than a byte: twice as quick to read. */
function asciiOf(json: string): string {
  return /[^\0-\x7f]/.test(json)
    ? json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json;
}
