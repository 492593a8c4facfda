// Builds the engine's workspace from disk for one command.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createEngine, type Engine, RULE_IDS, type Workspace } from '../../engine/src/index';
import { type ConfigOptions, readConfig } from './config';
import { cacheFor } from './disk/cache-place';
import { listFiles } from './disk/list-files';
import { SourceReader } from './disk/read-sources';
import { printable } from './format/display-width';
import type { CliHost } from './host';
import { ancestors, commonFolder, isWithin, resolveScope, type Scope, slashPath } from './scope';

/** A workspace with everything read, and how its paths map to the disk's. */
export interface LoadedWorkspace {
  readonly workspace: Workspace;
  readonly scope: Scope;
  /** The folder that the workspace's paths are relative to. */
  readonly base: string;
  /** Files read. */
  readonly files: number;
  /** Something that was named cannot be used: settings, or a file among the PATHs. */
  readonly troubled: boolean;
  /** What a person is told of files and settings that cannot be used. */
  readonly complaints: readonly string[];
  /** A file changed while the workspace was used: what was found in it counts for nothing. */
  isStale(): boolean;
  /** Keeps what was read for the next run; for workspaces whose files are still those on disk. */
  keep(): void;
}

/** What every command that reads a workspace may be told. */
export interface LoadOptions extends ConfigOptions {
  /** False for `--no-cache`. */
  readonly cache?: boolean;
}

/** A workspace of fewer files is read as soon as what was kept of it. */
const FEW_FILES = 300;

/**
 * Reads what the PATHs need and asks it something; once more, with all files read anew, when one of those that were kept
 * turns out to be another by now. Says on stderr which of the PATHs cannot be read. The caller disposes of the workspace.
 */
export async function askWorkspace<Answer>(
  paths: readonly string[],
  options: LoadOptions,
  host: CliHost,
  ask: (loaded: LoadedWorkspace) => Answer,
): Promise<{ readonly loaded: LoadedWorkspace; readonly answer: Answer }> {
  // Its WebAssembly is compiled while files are read.
  const engine = createEngine({
    runtime: readFileSync(join(host.dist, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(host.dist, 'tree-sitter-python.wasm')),
  });
  let loaded = await loadWorkspace(paths, options, host, engine);
  let answer = ask(loaded);
  if (loaded.isStale()) {
    loaded.workspace.dispose();
    loaded = await loadWorkspace(paths, { ...options, cache: false }, host, engine);
    answer = ask(loaded);
  }
  for (const complaint of loaded.complaints) host.stderr.write(`cronvet: ${complaint}\n`);
  return { loaded, answer };
}

async function loadWorkspace(
  paths: readonly string[],
  options: LoadOptions,
  host: CliHost,
  engine: Promise<Engine>,
): Promise<LoadedWorkspace> {
  const scope = resolveScope(paths, host.cwd);
  const config = readConfig(options, scope.home, host.cwd, RULE_IDS);
  const base = baseOf(scope, config.folder);
  const { files, unreadable } = listFiles([...scope.sources, ...releaseFile(scope.home)]);
  const cache = options.cache === false || files.length < FEW_FILES ? undefined : await cacheFor(base, host);
  const reader = new SourceReader(base, cache, Date.now());
  const { changes, unread } = reader.read(files);
  const workspace = (await engine).createWorkspace(config.settings);
  workspace.apply(changes);
  const ofTargets = unread.filter(({ file }) => scope.targets.some((target) => isWithin(file, target)));
  const complaints = [
    ...config.problems,
    ...unreadable.map((folder) => `${folder}: this folder cannot be read`),
    ...ofTargets.map(({ file, reason }) => `${file}: skipped, ${reason}`),
  ];
  const troubled = config.problems.length > 0 || unread.some(({ file }) => scope.targets.includes(file));
  return {
    ...{ workspace, scope, base, files: changes.length, troubled, complaints },
    isStale: () => reader.isStale,
    keep: () => reader.keep(workspace, scope.sources),
  };
}

/** Whether a path of the workspace is among the PATHs. */
export function isReported({ scope, base }: LoadedWorkspace, path: string): boolean {
  const absolute = resolve(base, path);
  return scope.targets.some((target) => isWithin(absolute, target));
}

/** A path of the workspace as JSON names it: relative to the first PATH. */
export function homePath({ scope, base }: LoadedWorkspace, path: string): string {
  return slashPath(scope.home, resolve(base, path));
}

/** A path of the workspace as a person can use it: from where they stand, or absolute when that is elsewhere. */
export function shownPath({ base }: LoadedWorkspace, path: string, cwd: string): string {
  const absolute = resolve(base, path);
  return printable(isWithin(absolute, cwd) ? slashPath(cwd, absolute) : absolute);
}

function baseOf(scope: Scope, configFolder: string | undefined): string {
  const folders = [scope.home, ...scope.sources.map((source) => (isFile(source) ? dirname(source) : source))];
  const shared = commonFolder(folders);
  return configFolder !== undefined && isWithin(shared, configFolder) ? configFolder : shared;
}

function isFile(path: string): boolean {
  return /\.(?:py|xml|csv)$/.test(path);
}

/** Odoo's own `release.py` says the version, also when only some addons of its tree are checked. */
function releaseFile(home: string): readonly string[] {
  const files = ancestors(home).map((folder) => join(folder, 'odoo', 'release.py'));
  return files.filter((file) => existsSync(file)).slice(0, 1);
}
