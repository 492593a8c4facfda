// Things that arrive, in order, and waiting for one of them.

/** Everything that arrived, and who waits for more. */
export class News<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(one: T): void {
    this.all.push(one);
    for (const look of [...this.#waiting]) look();
  }

  /** The first that is wanted, among those that came and those that will. */
  first(wanted: (one: T) => boolean, from = 0): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.all.slice(from).find(wanted);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The first that is wanted and comes from now on. */
  next(wanted: (one: T) => boolean = () => true): Promise<T> {
    return this.first(wanted, this.all.length);
  }
}
