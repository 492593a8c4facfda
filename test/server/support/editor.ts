// An editor for tests: speaks LSP to the server over any pair of streams, and waits for what it is told, never for time.

import type { WorkspaceEdit } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  FileChangeType,
  type FileEvent,
  type Hover,
  HoverRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  type TextDocumentContentChangeEvent,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { STATUS, type StatusParams } from '../../../server/src/protocol';
import { News } from './news';

/** What a test's editor is and opens. */
export interface EditorSetup {
  readonly capabilities?: ClientCapabilities;
  /** Addresses of the workspace folders. */
  readonly folders?: readonly string[];
  readonly settings?: unknown;
  readonly options?: unknown;
  readonly processId?: number;
}

/** A running editor with its documents. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly published = new News<PublishDiagnosticsParams>();
  readonly statuses = new News<StatusParams>();
  readonly refreshes = new News<'refresh'>();
  readonly messages = new News<string>();
  readonly logged = new News<string>();
  readonly progress = new News<unknown>();
  readonly registered = new News<string>();
  settings: unknown;
  readonly #documents = new Map<string, TextDocument>();

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => this.published.add(params));
    connection.onNotification(STATUS, (params: StatusParams) => this.statuses.add(params));
    connection.onNotification(ShowMessageNotification.type, ({ message }) => this.messages.add(message));
    connection.onNotification(LogMessageNotification.type, ({ message }) => this.logged.add(message));
    connection.onNotification('$/progress', (params: unknown) => this.progress.add(params));
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
    connection.onRequest(DiagnosticRefreshRequest.type, () => this.refreshes.add('refresh'));
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { method } of registrations) this.registered.add(method);
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings ?? null));
    connection.listen();
  }

  /** Starts the server's session. */
  async start(setup: EditorSetup): Promise<InitializeResult> {
    this.settings = setup.settings;
    const params: InitializeParams = {
      processId: setup.processId ?? null,
      rootUri: null,
      capabilities: setup.capabilities ?? {},
      workspaceFolders: setup.folders?.map((uri) => ({ uri, name: uri })) ?? null,
      initializationOptions: setup.options,
    };
    const result = await this.connection.sendRequest(InitializeRequest.type, params);
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  async open(uri: string, text: string, languageId = 'python'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    const textDocument = { uri, languageId, version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Replaces the first `found` in the document; gives the version that has it. */
  async replace(uri: string, found: string, text: string): Promise<number> {
    const document = this.#document(uri);
    const start = document.getText().indexOf(found);
    if (start < 0) throw new Error(`${JSON.stringify(found)} is not in ${uri}`);
    const range = { start: document.positionAt(start), end: document.positionAt(start + found.length) };
    return this.change(uri, [{ range, text }]);
  }

  async change(uri: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const document = this.#document(uri);
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges,
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  /** Makes an edit as an editor does: only in the version that it was made for. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    if (!edit) throw new Error('there is no edit');
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('only text edits are expected');
      const document = this.#document(change.textDocument.uri);
      if (document.version !== change.textDocument.version) throw new Error('a stale edit');
      const edits = change.edits.map((one) => ('newText' in one ? one : { range: one.range, newText: '' }));
      await this.change(document.uri, [{ text: TextDocument.applyEdits(document, edits) }]);
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
      await this.change(uri, [{ text: TextDocument.applyEdits(this.#document(uri), edits) }]);
    }
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const previous = previousResultId === undefined ? {} : { previousResultId };
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...previous,
    });
  }

  /** The diagnostics as they are now, for an editor that pulls. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('a full report is expected');
    return report.items;
  }

  async actions(uri: string, at: Diagnostic | Range, only?: string[]): Promise<CodeAction[]> {
    const [range, diagnostics] = 'range' in at ? [at.range, [at]] : [at, []];
    const context = { diagnostics, ...(only && { only }) };
    const params = { textDocument: { uri }, range, context };
    const actions = (await this.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
    return actions.filter(
      (action): action is CodeAction => !('command' in action && typeof action.command === 'string'),
    );
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  hover(uri: string, at: Diagnostic): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: at.range.start,
    });
  }

  /** What is offered behind the last line of the document. */
  async completions(uri: string): Promise<CompletionItem[]> {
    const document = this.#document(uri);
    const position = document.positionAt(document.getText().trimEnd().length);
    const params = { textDocument: { uri }, position };
    const answer = await this.connection.sendRequest(CompletionRequest.type, params);
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  async touched(...uris: string[]): Promise<void> {
    const changes: FileEvent[] = uris.map((uri) => ({ uri, type: FileChangeType.Changed }));
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  async configure(settings: unknown): Promise<void> {
    this.settings = settings;
    const pushed = { settings: { cronvet: settings } };
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, pushed);
  }

  /** Resolves when the server has read everything that it was given. */
  async ready(): Promise<StatusParams> {
    return this.statuses.first((status) => status.state === 'ready');
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }
}
