// Which roots may have other findings than the client was told of.

import type { Root } from './root';

/** Compares each root's generation with the one that the client knows. */
export class Freshness {
  readonly #told = new WeakMap<Root, number>();

  /** Runs a check; that the engine catches up in it with what was told already is no news. */
  during<Result>(root: Root, check: () => Result): Result {
    const upToDate = this.#told.get(root) === root.workspace.generation();
    const result = check();
    if (upToDate) this.#told.set(root, root.workspace.generation());
    return result;
  }

  /** The roots with news, each once; the client is taken to be told of them now. For when nobody types. */
  news(roots: readonly Root[]): readonly Root[] {
    return roots.filter((root) => {
      if (root.reading) return false;
      root.workspace.settle();
      const now = root.workspace.generation();
      const isNews = this.#told.get(root) !== now;
      this.#told.set(root, now);
      return isNews;
    });
  }
}
