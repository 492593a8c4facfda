// Completions: templates of scheduled actions, where one may stand. Everything else is left to other servers.

import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { TemplateOffer } from '../../../engine/src/index';
import type { ClientFeatures } from '../client-features';
import { type Context, guarded } from '../context';
import { toLspEdits } from '../convert';
import type { OpenDocument } from '../session';

/** What a client gives back to have an item's imports computed. */
interface ItemData {
  readonly uri: string;
  readonly template: string;
  /** Offset of the word that is replaced: what is typed meanwhile comes after it. */
  readonly typed: number;
}

/** Asked again with the next letter: while files are read, the version is a guess. */
const NOT_YET: CompletionList = { isIncomplete: true, items: [] };

/** Serves `textDocument/completion` and `completionItem/resolve`. */
export function serveCompletion(context: Context): void {
  const { connection, session } = context;
  connection.onCompletion(
    guarded(context, NOT_YET, ({ textDocument, position }): CompletionList => {
      const document = session.document(textDocument.uri);
      if (!document || document.root.reading) return NOT_YET;
      const offers = document.root.workspace.templates(document.path, document.text.offsetAt(position));
      const items = offers.map((offer) => completionItem(offer, document, session.features));
      return { isIncomplete: false, items };
    }),
  );
  connection.onCompletionResolve(async (item) => {
    const resolve = guarded(context, item, () => resolved(context, item));
    return resolve(item);
  });
}

function completionItem(
  offer: TemplateOffer,
  document: OpenDocument,
  features: ClientFeatures,
): CompletionItem {
  const { template, label, typed, versions, at } = offer;
  const data: ItemData = { uri: document.text.uri, template: template.name, typed: at.start };
  return {
    label,
    kind: CompletionItemKind.Snippet,
    detail: `${template.title} (${versions})`,
    documentation: documentationOf(offer, features),
    filterText: typed,
    ...insertion(offer, document, features),
    ...(features.resolvesImports ? { data } : needsOf(data, document)),
  };
}

function documentationOf({ template, plain }: TemplateOffer, features: ClientFeatures) {
  if (!features.markdownCompletions) return template.detail;
  const language = template.scope === 'data' ? 'xml' : 'python';
  const value = `${template.detail}\n\n\`\`\`${language}\n${plain.moved}\n\`\`\``;
  return { kind: MarkupKind.Markdown, value };
}

/** The edit; indented for the file where the client says that it leaves that to us, or takes plain text. */
function insertion(
  { at, plain, snippet }: TemplateOffer,
  document: OpenDocument,
  { snippets, indentsAsIs }: ClientFeatures,
): Partial<CompletionItem> {
  const text = snippets ? snippet : plain;
  const newText = indentsAsIs || !snippets ? text.asIs : text.moved;
  const [textEdit] = toLspEdits([{ at, newText }], document.text);
  return {
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(indentsAsIs && { insertTextMode: InsertTextMode.asIs }),
    ...(textEdit && { textEdit }),
  };
}

function resolved({ session }: Context, item: CompletionItem): CompletionItem {
  const data: unknown = item.data;
  const document = isItemData(data) ? session.document(data.uri) : undefined;
  return document && isItemData(data) ? { ...item, ...needsOf(data, document) } : item;
}

function needsOf({ template, typed }: ItemData, { root, path, text }: OpenDocument): Partial<CompletionItem> {
  const edit = root.workspace.templateNeeds(path, template, typed);
  return edit === undefined ? {} : { additionalTextEdits: toLspEdits([edit], text) };
}

function isItemData(data: unknown): data is ItemData {
  return typeof data === 'object' && data !== null && 'uri' in data && 'template' in data && 'typed' in data;
}
