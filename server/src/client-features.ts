// What the client said it can do, read once from `initialize`, in the server's own words.

import { type InitializeParams, InsertTextMode, MarkupKind } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol';

/** What this client understands; everything is false for a client that says nothing. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly resolvesEdits: boolean;
  readonly codeActionLiterals: boolean;
  readonly disabledActions: boolean;
  readonly versionedEdits: boolean;
  /** Shows the annotation of a change and asks before it is made. */
  readonly confirmsChanges: boolean;
  readonly createsFiles: boolean;
  /** Takes texts with places to tab through. */
  readonly snippets: boolean;
  /** Inserts lines as they are, where it is told so: else it may indent them itself. */
  readonly indentsAsIs: boolean;
  readonly markdownCompletions: boolean;
  /** Asks for edits elsewhere in the file when an item is chosen. */
  readonly resolvesImports: boolean;
  readonly configuration: boolean;
  readonly configurationEvents: boolean;
  readonly folderEvents: boolean;
  readonly watchesFiles: boolean;
  readonly showsProgress: boolean;
  readonly showsRules: boolean;
}

/** Reads the features out of the client's `initialize` request. */
export function readFeatures(params: InitializeParams): ClientFeatures {
  const { workspace, textDocument, window } = params.capabilities;
  const actions = textDocument?.codeAction;
  const edits = workspace?.workspaceEdit;
  const items = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    resolvesEdits:
      actions?.resolveSupport?.properties.includes('edit') === true && actions.dataSupport === true,
    codeActionLiterals: actions?.codeActionLiteralSupport !== undefined,
    disabledActions: actions?.disabledSupport === true,
    versionedEdits: edits?.documentChanges === true,
    confirmsChanges:
      edits?.changeAnnotationSupport !== undefined && actions?.honorsChangeAnnotations === true,
    createsFiles: edits?.documentChanges === true && edits.resourceOperations?.includes('create') === true,
    snippets: items?.snippetSupport === true,
    indentsAsIs: items?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    markdownCompletions: items?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    resolvesImports: items?.resolveSupport?.properties.includes('additionalTextEdits') === true,
    configuration: workspace?.configuration === true,
    configurationEvents: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folderEvents: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    showsProgress: window?.workDoneProgress === true,
    showsRules: readOptions(params).showsRules === true,
  };
}

/** The initialization options, whatever a client sent. */
export function readOptions(params: InitializeParams): InitializationOptions {
  const options: unknown = params.initializationOptions;
  return typeof options === 'object' && options !== null ? options : {};
}
