// Diagnostics: answered when the client pulls, published when it cannot. Both show the same findings.

import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import { contentHash } from '../../../engine/src/index';
import { type Context, guarded, guardedNow } from '../context';
import { toDiagnostic } from '../convert';
import { namedFindings } from '../findings';
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
  if (!session.features.pullsDiagnostics) return publishReports(context);
  connection.languages.diagnostics.on(
    guarded(context, emptyReport(), ({ textDocument, previousResultId }) => {
      const place = session.locate(textDocument.uri);
      return place ? reportSince(diagnosticsOf(place), previousResultId) : emptyReport();
    }),
  );
  return refreshReports(context);
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
function refreshReports({ connection, session }: Context): Reports {
  const told = new Map<Root, number>();
  const idle = createIdle(QUIET_MS, () => {
    const grown = session.roots().filter((root) => root.workspace.generation() !== told.get(root));
    for (const root of grown) told.set(root, root.workspace.generation());
    if (grown.length === 0 || !session.features.refreshesDiagnostics) return;
    connection.languages.diagnostics.refresh().catch((error: unknown) => session.log(String(error)));
  });
  const nothing = () => undefined;
  return {
    documentChanged: idle.trigger,
    documentClosed: nothing,
    workspaceChanged: idle.trigger,
    dispose: idle.dispose,
  };
}

/** For a client that only listens: the changed document at once, the others when it is quiet. */
function publishReports(context: Context): Reports {
  const { connection, session } = context;
  const send = (uri: string, diagnostics: Diagnostic[], version: { version?: number }) => {
    connection
      .sendDiagnostics({ uri, diagnostics, ...version })
      .catch((error: unknown) => session.log(String(error)));
  };
  const publish = guardedNow(context, (document: OpenDocument) => {
    send(document.text.uri, diagnosticsOf(document), { version: document.text.version });
  });
  const told = new Map<Root, number>();
  const idle = createIdle(QUIET_MS, () => {
    for (const document of session.documents()) {
      if (document.root.workspace.generation() !== told.get(document.root)) publish(document);
    }
    for (const root of session.roots()) told.set(root, root.workspace.generation());
  });
  const coalesced = coalesceChanges(context, publish);
  return {
    documentChanged(uri) {
      coalesced(uri);
      idle.trigger();
    },
    documentClosed: (uri) => send(uri, [], {}),
    workspaceChanged: idle.trigger,
    dispose: idle.dispose,
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
