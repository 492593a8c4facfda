// The server's only mutable state: its roots, and the documents that are open. No LSP request is handled here.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine, Settings } from '../../engine/src/index';
import { DEFAULT_SETTINGS } from '../../engine/src/index';
import type { ClientFeatures } from './client-features';
import type { Host } from './host';
import { Root, type RootPlace } from './root';

/** A document of the editor, and where the engine knows it. */
export interface OpenDocument {
  readonly text: TextDocument;
  readonly root: Root;
  readonly path: string;
}

/** What the session lives in. */
export interface SessionParts {
  readonly engine: Engine;
  readonly host: Host;
  readonly features: ClientFeatures;
  readonly log: (message: string) => void;
}

/** Roots and open documents of one client. */
export class Session {
  readonly engine: Engine;
  readonly host: Host;
  readonly features: ClientFeatures;
  readonly log: (message: string) => void;
  readonly #roots = new Map<string, Root>();
  readonly #documents = new Map<string, OpenDocument>();

  constructor(parts: SessionParts) {
    this.engine = parts.engine;
    this.host = parts.host;
    this.features = parts.features;
    this.log = parts.log;
  }

  roots(): readonly Root[] {
    return [...this.#roots.values()];
  }

  documents(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  /** The root and path of any document, open or not; the innermost root wins. */
  locate(uri: string): { readonly root: Root; readonly path: string } | undefined {
    return this.#documents.get(uri) ?? this.#home(uri);
  }

  /** The same, once that root's files are read. */
  async locateRead(uri: string): Promise<{ readonly root: Root; readonly path: string } | undefined> {
    for (let place = this.locate(uri); place; place = this.locate(uri)) {
      if (!place.root.reading) return place;
      await place.root.whenRead();
    }
    return undefined;
  }

  /** Adds a root with default settings; one that is there already is given back. */
  addRoot(place: RootPlace): Root {
    const existing = this.#roots.get(place.uri);
    if (existing?.place.stray === place.stray) return existing;
    if (existing) this.removeRoot(place.uri);
    const workspace = this.engine.createWorkspace(DEFAULT_SETTINGS);
    const root = new Root({ host: this.host, workspace, place, log: this.log });
    this.#roots.set(place.uri, root);
    this.#rehome();
    return root;
  }

  removeRoot(uri: string): void {
    const root = this.#roots.get(uri);
    if (!root) return;
    this.#roots.delete(uri);
    this.#rehome();
    root.dispose();
  }

  configure(root: Root, settings: Settings): void {
    if (this.#roots.get(root.place.uri) === root) root.workspace.configure(settings);
  }

  /** Takes a document; one that lies in no root is checked alone. */
  open(text: TextDocument): OpenDocument {
    const { root, path } = this.locate(text.uri) ?? this.#alone(text.uri);
    const document = { text, root, path };
    this.#documents.set(text.uri, document);
    root.workspace.open(path, text.getText());
    return document;
  }

  close(uri: string): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    this.#documents.delete(uri);
    document.root.workspace.close(document.path);
    const { root } = document;
    const deserted = this.documents().every((other) => other.root !== root);
    if (root.place.stray && deserted) this.removeRoot(root.place.uri);
  }

  dispose(): void {
    for (const root of this.#roots.values()) root.dispose();
    this.#roots.clear();
    this.#documents.clear();
  }

  #alone(uri: string): { root: Root; path: string } {
    const place = { uri, folder: undefined, addons: undefined, stray: true };
    const workspace = this.engine.createWorkspace(DEFAULT_SETTINGS);
    const root = new Root({ host: this.host, workspace, place, log: this.log });
    this.#roots.set(uri, root);
    return { root, path: this.host.pathOf(uri) ?? uri };
  }

  /** Moves open documents to the root that now holds them. */
  #rehome(): void {
    for (const { text, root } of this.documents()) {
      const next = this.#home(text.uri)?.root;
      if (next === root || (next === undefined && root.place.folder === undefined)) continue;
      this.close(text.uri);
      this.open(text);
    }
  }

  #home(uri: string): { readonly root: Root; readonly path: string } | undefined {
    const absolute = this.host.pathOf(uri);
    if (absolute === undefined) return undefined;
    const holding = this.roots().filter((root) => root.relative(absolute) !== undefined);
    const [root] = holding.sort((a, b) => this.#nearness(b, absolute) - this.#nearness(a, absolute));
    const path = root?.relative(absolute);
    return root === undefined || path === undefined ? undefined : { root, path };
  }

  /** How much of a path the folder that was opened shares: neighbours of an opened addon are further away. */
  #nearness(root: Root, path: string): number {
    const opened = this.host.pathOf(root.place.uri) ?? '';
    return path.startsWith(`${opened}/`) ? opened.length : (root.place.folder ?? '').length;
  }
}
