// When work runs: slices give way to the event loop, so that a keystroke never waits for the workspace.

/** Waits until messages that have arrived meanwhile are handled. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Work that many events ask for and that is done once, `delayMs` after the last of them; never once disposed of. */
export interface Idle {
  trigger(): void;
  dispose(): void;
}

/** Makes idle work; `work` must not throw. */
export function createIdle(delayMs: number, work: () => void): Idle {
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;
  return {
    trigger() {
      clearTimeout(timer);
      if (!disposed) timer = setTimeout(work, delayMs);
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
    },
  };
}

/** Runs tasks one after another; a task that fails is reported and does not stop the rest. */
export class TaskQueue {
  readonly #failed: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Resolves when the task is over, well or not. */
  add(task: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(task).catch(this.#failed);
    return this.#last;
  }
}
