// Names and their values on one path through a method. Paths that branch off share what they do not change: most
// branches change a name or two of the dozens around them.

import { join, type Value } from './value';

/** The names on the current path. */
export class Names {
  readonly #around: Names | undefined;
  #own: Map<string, Value> | undefined;

  constructor(around?: Names) {
    this.#around = around;
  }

  /** The value of a name; undefined where the path did not bind it. */
  get(name: string): Value | undefined {
    for (let names: Names | undefined = this; names; names = names.#around) {
      const value = names.#own?.get(name);
      if (value) return value;
    }
    return undefined;
  }

  /** Binds a name on this path, and on those that branch off later. */
  set(name: string, value: Value): void {
    this.#own ??= new Map();
    this.#own.set(name, value);
  }

  /** A path that goes on from here: what it binds is its own. */
  branch(): Names {
    return new Names(this);
  }

  /** Whether something was bound since this path branched off. */
  get isChanged(): boolean {
    return this.#own !== undefined;
  }

  /** Goes on after several paths that branched off from here, of which one was taken; this one may be among them. */
  join(paths: readonly Names[]): void {
    const changed = new Set(paths.flatMap((path) => path.#changedSince(this)));
    const joined = [...changed].map((name): [string, Value | undefined] => [name, joinedValue(name, paths)]);
    for (const [name, value] of joined) if (value) this.set(name, value);
  }

  #changedSince(start: Names): readonly string[] {
    const changed: string[] = [];
    for (let names: Names | undefined = this; names && names !== start; names = names.#around)
      if (names.#own) changed.push(...names.#own.keys());
    return changed;
  }
}

/** A path on which the name is not bound does not count. */
function joinedValue(name: string, paths: readonly Names[]): Value | undefined {
  let joined: Value | undefined;
  for (const path of paths) {
    const value = path.get(name);
    if (value && value !== joined) joined = joined ? join(joined, value) : value;
  }
  return joined;
}
