// What the server and our own VS Code client say to each other beyond LSP. Other clients may use it, none has to.

import type { CronListing, VersionFound } from '../../engine/src/index';

/** What the client may hand over when it starts the server. */
export interface InitializationOptions {
  /** The client can run `cronvet.showRule`: code actions offer it. */
  readonly showsRules?: boolean;
  /** Settings of a client that has no `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Notification from the server: what a status item shows of one workspace folder. */
export const STATUS = 'cronvet/status';

/** Parameters of `cronvet/status`; sent whenever one of them changes. While files are read, no folder is named. */
export interface StatusParams {
  readonly state: 'reading' | 'ready';
  readonly folders: readonly FolderStatus[];
}

/** One workspace folder: which Odoo its rules go by, and how many scheduled actions it has. */
export interface FolderStatus {
  readonly uri: string;
  readonly version: VersionFound;
  readonly crons: number;
}

/** Request to the server, without parameters: every scheduled action; answered with `FolderCrons[]`. */
export const CRONS = 'cronvet/crons';

/** The scheduled actions of one workspace folder; `path`s in them are relative to `uri`. */
export interface FolderCrons {
  readonly uri: string;
  readonly crons: readonly CronListing[];
}

/** Request to the server: the page of a rule as Markdown for reading; answered with a string or null. */
export const RULE_PAGE = 'cronvet/rulePage';

/** Parameters of `cronvet/rulePage`. */
export interface RulePageParams {
  readonly rule: string;
}

/** Command of the client that opens a rule's page; its argument is the rule's id. */
export const SHOW_RULE = 'cronvet.showRule';
