// What the server and our own VS Code client say to each other beyond LSP. Other clients may use it, none has to.

import type { Position, WorkspaceEdit } from 'vscode-languageserver';
import type { CronListing, NewActionRequest, VersionFound } from '../../engine/src/index';

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

/** Request to the server: what a new scheduled action may be made for; answered with `NewActionChoices`. */
export const NEW_ACTION_CHOICES = 'cronvet/newActionChoices';

/** Parameters of `cronvet/newActionChoices`: the document that the user looks at, if any, and where. */
export interface NewActionChoicesParams {
  readonly uri?: string;
  readonly position?: Position;
}

/** An addon of a workspace folder. */
export interface AddonChoice {
  /** Address of the workspace folder. */
  readonly root: string;
  /** The addon's folder, relative to it. */
  readonly addon: string;
  readonly name: string;
}

/** The addons that there are, and the addon and the model at the place that was given. */
export interface NewActionChoices {
  readonly addons: readonly AddonChoice[];
  readonly own?: AddonChoice;
  readonly model?: string;
}

/** Request to the server: the edit that makes a new scheduled action; answered with `NewActionAnswer`. */
export const NEW_ACTION = 'cronvet/newAction';

/** Parameters of `cronvet/newAction`. */
export interface NewActionParams extends NewActionRequest {
  /** Address of the workspace folder that holds the addon. */
  readonly root: string;
}

/** The edit, or why there is none: a sentence for the user. */
export type NewActionAnswer = { readonly edit: WorkspaceEdit } | { readonly refused: string };
