// What the server needs from where it runs. Paths are absolute and separated by `/`; everything else is the server's.

import type { Engine } from '../../engine/src/index';

/** The machine as the server sees it: node reads disks, a test may read a map. */
export interface Host {
  /** Makes the engine; called once. */
  engine(): Promise<Engine>;
  /** The ids of all rules, by which settings are checked. */
  readonly ruleIds: readonly string[];
  /** The path of a document on disk; undefined for one that is not (`untitled:`, a diff's left side). */
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  /** Files below a folder that may matter, relative to it and sorted. Never fails: what cannot be read is left out. */
  list(folder: string): Promise<readonly string[]>;
  /** A file's text without its BOM, or why it has none. */
  read(path: string): Promise<FileText>;
  /** The addon that a file is in, with the addons beside it; undefined outside addons. */
  addonsAround(path: string): Promise<AddonsAround | undefined>;
  /** The Markdown of a rule's page as it lies in the engine, undefined for an unknown rule. */
  rulePage(rule: string): Promise<string | undefined>;
}

/** A folder of addons: overrides and calls of one come from the others. */
export interface AddonsAround {
  readonly folder: string;
  /** Names of its folders that hold a manifest. */
  readonly addons: readonly string[];
}

/** A file's text, or the reason why it is left out; `gone` is no reason to say anything. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'skipped'; readonly reason: string };
