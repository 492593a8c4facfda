// The engine's face to the server and the command line: text in, reports out, synchronous, no IO.

import type { FileReport } from './check/report';
import type { Fix, NoFix } from './fixes/fix';
import type { NewActionPlan, NewActionRequest } from './new-action/new-action';
import type { CronListing } from './project/cron-listing';
import type { Settings } from './settings';
import type { TemplateOffer } from './templates/offer';
import type { TextChange, TextEdit } from './text/text-edit';

/** The two WebAssembly files: web-tree-sitter's own and the Python grammar's. */
export interface EngineAssets {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** A file of the workspace as it stands on disk; `text` is undefined when it is gone or cannot be read as text. */
export interface FileChange {
  /** Separated by `/`; the host chooses the root, and keeps to it. */
  readonly path: string;
  readonly text: string | undefined;
}

/** A Python file whose text is still that of an earlier run. */
export interface KeptFile {
  readonly path: string;
  /** What `kept` gave for it, in a run of this very program. */
  readonly kept: string;
  /** Reads the text; called once at most, when something in the file has to be read. Undefined: it is another by now. */
  readonly readText: () => string | undefined;
}

/** The Odoo version that the workspace's rules go by, and where it was read. */
export interface VersionFound {
  /** `17.0`; undefined when nothing says. */
  readonly version: string | undefined;
  readonly source: 'setting' | 'release' | 'manifest' | 'none';
}

/** Makes workspaces. Tree-sitter is initialised once, by `createEngine`. */
export interface Engine {
  createWorkspace(settings: Settings): Workspace;
  /** Syntax trees that are alive: 0 when every workspace is disposed of. */
  liveTrees(): number;
}

/** All files of a workspace, some of them open in an editor. */
export interface Workspace {
  /** Takes new settings; every report may change. */
  configure(settings: Settings): void;
  /** Adds, replaces or removes files on disk. An open document keeps its own text until it is closed. */
  apply(changes: readonly (FileChange | KeptFile)[]): void;
  /** What to keep of files for other runs: ASCII text, with no meaning for anybody else. Some have to be read each time. */
  kept(paths: readonly string[]): ReadonlyMap<string, string>;
  /** A file is now edited in an editor: its text is the editor's. */
  open(path: string, text: string): void;
  /** Applies changes in order, each in offsets of the text before it. */
  update(path: string, changes: readonly TextChange[]): void;
  /** The editor let go of the file: its text is the disk's again, and its tree is deleted. */
  close(path: string): void;
  /** The text that `check` reads, or undefined when the file is unknown or was not kept. */
  text(path: string): string | undefined;
  /** The findings of one file (Python, XML or CSV) as of now. Never throws for any text. */
  check(path: string): FileReport;
  /** Every file that may hold a finding, sorted. */
  candidates(): readonly string[];
  /** Every folder with a manifest, in load order. */
  addons(): readonly { readonly name: string; readonly root: string }[];
  /** The addon, and the model, that a new action at a place is likely for. */
  aroundNewAction(path: string, offset: number): { readonly addon?: string; readonly model?: string };
  /** The files that the plan of a new action has to know, if they exist. */
  newActionFiles(request: NewActionRequest): readonly string[];
  /** Plans a new action, given the texts of those files. */
  newAction(request: NewActionRequest, texts: ReadonlyMap<string, string>): NewActionPlan;
  /** The name of the method at an offset, where a scheduled action calls it itself. */
  cronAt(path: string, offset: number): string | undefined;
  /** What traces the memory of that method; undefined where none stands. */
  profile(path: string, offset: number): Fix | NoFix | undefined;
  /** The files that the plan of a memory test of that method has to know, if they exist. */
  memoryTestFiles(path: string, offset: number): readonly string[];
  /** Plans a test that fails when the memory of that method grows with its records, given the texts of those files. */
  memoryTest(path: string, offset: number, texts: ReadonlyMap<string, string>): NewActionPlan;
  /** Every scheduled action, sorted by path and line. */
  crons(): readonly CronListing[];
  version(): VersionFound;
  /** The templates that may be written at an offset of an open file; cheap where there are none. */
  templates(path: string, offset: number): readonly TemplateOffer[];
  /** The imports, and the logger, that a template needs in the text as it is; `typed` is where its word begins. */
  templateNeeds(path: string, template: string, typed: number): TextEdit | undefined;
  /** Grows whenever a change may have touched the reports of files other than the one that changed. */
  generation(): number;
  /**
   * Brings up to date what edits in a large workspace left for later; for when nobody types. True when reports of
   * other files may be different now.
   */
  settle(): boolean;
  /** Methods lowered since the workspace was made: tests count them. */
  lowered(): number;
  dispose(): void;
}
