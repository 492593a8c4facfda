// Diagnostics: answered when the client pulls, published when it cannot. Both show the same findings.

import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { contentHash } from '../../../engine/src/index';
import { type Context, guarded, guardedNow } from '../context';
import { toDiagnostic } from '../convert';
import { namedFindings } from '../findings';
import { Freshness } from '../freshness';
import { createIdle, nextTurn } from '../idle';
import type { Root } from '../root';
import type { OpenDocument } from '../session';

/** Milliseconds without news before other documents are reported again. */
const QUIET_MS = 100;

/** Tells the client, in its way, that findings may differ. */
export interface Reports {
  documentChanged(uri: string): void;
  documentClosed(uri: string): void;
  /** Something besides one document changed: files, settings, roots. */
  workspaceChanged(): void;
  dispose(): void;
}

/** Serves pulled diagnostics, and makes what keeps the client up to date. */
export function serveDiagnostics(context: Context): Reports {
  const { connection, session } = context;
  const freshness = new Freshness();
  if (!session.features.pullsDiagnostics) return publishReports(context, freshness);
  connection.languages.diagnostics.on(
    guarded(context, emptyReport(), async ({ textDocument, previousResultId }) => {
      const place = await session.locateRead(textDocument.uri);
      if (!place) return emptyReport();
      const items = freshness.during(place.root, () => diagnosticsOf(place));
      return reportSince(items, previousResultId);
    }),
  );
  return refreshReports(context, freshness);
}

function diagnosticsOf(place: { readonly root: Root; readonly path: string }): Diagnostic[] {
  return namedFindings(place).map(({ finding, fingerprint }) =>
    toDiagnostic(finding, fingerprint, place.root),
  );
}

function reportSince(items: Diagnostic[], previous: string | undefined): DocumentDiagnosticReport {
  const resultId = contentHash(JSON.stringify(items)).toString(36);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

function emptyReport(): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items: [] };
}

/** For a client that pulls: it asks again when told to, and only when another file's report may differ. */
function refreshReports(context: Context, freshness: Freshness): Reports {
  const { connection, session } = context;
  const refresh = guardedNow(context, () => {
    if (freshness.news(session.roots()).length === 0 || !session.features.refreshesDiagnostics) return;
    connection.languages.diagnostics.refresh().catch((error: unknown) => session.log(String(error)));
  });
  const idle = createIdle(QUIET_MS, () => refresh(undefined));
  return {
    documentChanged: idle.trigger,
    documentClosed: () => undefined,
    workspaceChanged: idle.trigger,
    dispose: idle.dispose,
  };
}

/** For a client that only listens: the changed document at once, the others when it is quiet. */
function publishReports(context: Context, freshness: Freshness): Reports {
  const { session } = context;
  const send = createSender(context);
  const publish = guardedNow(context, (document: OpenDocument) => {
    if (document.root.reading) return;
    const diagnostics = freshness.during(document.root, () => diagnosticsOf(document));
    send({ uri: document.text.uri, version: document.text.version, diagnostics });
  });
  const publishOthers = guardedNow(context, () => {
    const news = freshness.news(session.roots());
    for (const document of session.documents()) if (news.includes(document.root)) publish(document);
  });
  const idle = createIdle(QUIET_MS, () => publishOthers(undefined));
  const coalesced = coalesceChanges(context, publish);
  return {
    documentChanged(uri) {
      coalesced(uri);
      idle.trigger();
    },
    documentClosed: (uri) => send({ uri, diagnostics: [] }),
    workspaceChanged: idle.trigger,
    dispose: idle.dispose,
  };
}

/** Sends diagnostics, but not what the client has already. */
function createSender({ connection, session }: Context): (params: PublishDiagnosticsParams) => void {
  const sent = new Map<string, string>();
  return (params) => {
    const text = JSON.stringify(params);
    if (sent.get(params.uri) === text) return;
    if (params.version === undefined) sent.delete(params.uri);
    else sent.set(params.uri, text);
    connection.sendDiagnostics(params).catch((error: unknown) => session.log(String(error)));
  };
}

/**
 * Publishes a document once no further change of it is queued behind the last. Messages are handled one in each turn
 * of the event loop, so a turn that brings no change is the end of the queue.
 */
function coalesceChanges({ session }: Context, publish: (document: OpenDocument) => void) {
  const waiting = new Set<string>();
  const settle = async (uri: string) => {
    let seen: number | undefined;
    for (let now = versionOf(uri); now !== seen; now = versionOf(uri)) {
      seen = now;
      await nextTurn();
      await nextTurn();
    }
    waiting.delete(uri);
    const document = session.document(uri);
    if (document) publish(document);
  };
  const versionOf = (uri: string) => session.document(uri)?.text.version;
  return (uri: string) => {
    if (waiting.has(uri)) return;
    waiting.add(uri);
    void settle(uri);
  };
}
