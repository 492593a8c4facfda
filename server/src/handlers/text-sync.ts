// Keeps the engine's texts the editor's texts, change by change.

import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Context, guardedNow } from '../context';
import { takeChanges } from '../convert';
import type { OpenDocument } from '../session';
import type { Reports } from './diagnostics';

/** Serves open, change and close; `opened` hears of a document that lies in no root. */
export function serveTextSync(
  context: Context,
  reports: Reports,
  strayOpened: (document: OpenDocument) => void,
): void {
  const { connection, session } = context;
  connection.onDidOpenTextDocument(
    guardedNow(context, ({ textDocument }) => {
      const { uri, languageId, version, text } = textDocument;
      const document = session.open(TextDocument.create(uri, languageId, version, text));
      reports.documentChanged(uri);
      if (document.root.place.folder === undefined) strayOpened(document);
    }),
  );
  connection.onDidChangeTextDocument(
    guardedNow(context, ({ textDocument, contentChanges }) => {
      const document = session.document(textDocument.uri);
      if (!document) return;
      const changes = takeChanges(document.text, contentChanges, textDocument.version);
      document.root.workspace.update(document.path, changes);
      reports.documentChanged(textDocument.uri);
    }),
  );
  connection.onDidCloseTextDocument(
    guardedNow(context, ({ textDocument }) => {
      session.close(textDocument.uri);
      reports.documentClosed(textDocument.uri);
      reports.workspaceChanged();
    }),
  );
}
