// What every handler is given, and how a handler fails.

import { type Connection, ResponseError } from 'vscode-languageserver';
import { describeError } from './root';
import type { Session } from './session';

/** A client's connection and session. */
export interface Context {
  readonly connection: Connection;
  readonly session: Session;
}

/** Makes a handler that logs what it throws and gives `fallback` instead; an LSP answer of an error passes. */
export function guarded<Params, Result>(
  { session }: Context,
  fallback: Result,
  handle: (params: Params) => Result | Promise<Result>,
): (params: Params) => Promise<Result> {
  return async (params) => {
    try {
      return await handle(params);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      session.log(describeError(error));
      return fallback;
    }
  };
}

/** The same for notifications, which run to their end before the next message is looked at. */
export function guardedNow<Params>(
  { session }: Context,
  handle: (params: Params) => void,
): (params: Params) => void {
  return (params) => {
    try {
      handle(params);
    } catch (error) {
      session.log(describeError(error));
    }
  };
}
