// The requests and the notification that go beyond LSP: status, scheduled actions, rule pages.

import { countActions, readerPage } from '../../../engine/src/index';
import { type Context, guarded, guardedNow } from '../context';
import { createIdle, type Idle } from '../idle';
import {
  CRONS,
  type FolderCrons,
  RULE_PAGE,
  type RulePageParams,
  STATUS,
  type StatusParams,
} from '../protocol';
import type { Root } from '../root';

/** Milliseconds without news before scheduled actions are counted again. */
const QUIET_MS = 100;

/** Serves `cronvet/crons` and `cronvet/rulePage`. */
export function serveRequests(context: Context): void {
  const { connection, session } = context;
  connection.onRequest(
    CRONS,
    guarded(context, [], async (): Promise<FolderCrons[]> => {
      await Promise.all(session.roots().map((root) => root.whenRead()));
      return session.roots().map((root) => ({ uri: root.place.uri, crons: root.workspace.crons() }));
    }),
  );
  connection.onRequest(
    RULE_PAGE,
    guarded(context, null, async ({ rule }: RulePageParams): Promise<string | null> => {
      const page = await session.host.rulePage(rule);
      return page === undefined ? null : readerPage(page);
    }),
  );
}

/** Sends `cronvet/status` when it is triggered and something in it differs from the last one. */
export function reportStatus(context: Context): Idle {
  const { connection, session } = context;
  let last = '';
  const send = guardedNow(context, () => {
    const status = statusOf(session.roots());
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    connection.sendNotification(STATUS, status).catch((error: unknown) => session.log(String(error)));
  });
  return createIdle(QUIET_MS, () => send(undefined));
}

function statusOf(roots: readonly Root[]): StatusParams {
  if (roots.some((root) => root.reading)) return { state: 'reading', folders: [] };
  const folders = roots.map(({ place, workspace }) => ({
    uri: place.uri,
    version: workspace.version(),
    crons: countActions(workspace.crons()),
  }));
  return { state: 'ready', folders };
}
