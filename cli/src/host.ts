// What the command line needs of the process it runs in, so that tests can run it without one.

/** The process as the commands see it. */
export interface CliHost {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** CronVet's version: `0.1.0`. */
  readonly version: string;
  /** The folder of the bundle: the WebAssembly files, the rules' pages and the server lie in it. */
  readonly dist: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds that only grow. */
  now(): number;
}

/** A stream of text, and what it is shown on. */
export interface Output {
  write(text: string): void;
  readonly isTty: boolean;
  /** Width in columns; undefined where nobody looks. */
  readonly columns: number | undefined;
}

/** 0: nothing found. 1: errors or warnings found. 2: wrong usage, or an error of our own. */
export type ExitCode = 0 | 1 | 2;

/** A mistake in how the command was called: one line on stderr and exit code 2. */
export class UsageError extends Error {}
