// Counts syntax trees that are alive. A leak detector has no leaks: tests expect 0 at the end.

/** A counter of live trees, owned by one engine. */
export class LiveTrees {
  #count = 0;

  /** Trees made and not yet deleted. */
  get count(): number {
    return this.#count;
  }

  made(): void {
    this.#count++;
  }

  deleted(): void {
    this.#count--;
  }
}
