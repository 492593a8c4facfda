// Builds the engine's workspace from disk for one command.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createEngine, RULE_IDS, type Workspace } from '../../engine/src/index';
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
  /** Something that was named cannot be used: settings, or a file among the PATHs. It was said on stderr. */
  readonly troubled: boolean;
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

/** Reads what the PATHs need. Files that cannot be read are named on stderr when they are among the PATHs. */
export async function loadWorkspace(
  paths: readonly string[],
  options: LoadOptions,
  host: CliHost,
): Promise<LoadedWorkspace> {
  const scope = resolveScope(paths, host.cwd);
  const config = readConfig(options, scope.home, host.cwd, RULE_IDS);
  for (const problem of config.problems) host.stderr.write(`cronvet: ${problem}\n`);
  const base = baseOf(scope, config.folder);
  const files = filesOf(scope, host);
  const cache = options.cache === false || files.length < FEW_FILES ? undefined : await cacheFor(base, host);
  const reader = new SourceReader(base, cache, Date.now());
  const { changes, unread } = reader.read(files);
  const unreadTargets = unread.filter(({ file }) => scope.targets.some((target) => isWithin(file, target)));
  for (const { file, reason } of unreadTargets) host.stderr.write(`cronvet: ${file}: skipped, ${reason}\n`);
  const engine = await createEngine({
    runtime: readFileSync(join(host.dist, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(host.dist, 'tree-sitter-python.wasm')),
  });
  const workspace = engine.createWorkspace(config.settings);
  workspace.apply(changes);
  const troubled = config.problems.length > 0 || unread.some(({ file }) => scope.targets.includes(file));
  const keep = () => reader.keep(workspace);
  return { workspace, scope, base, files: changes.length, troubled, keep };
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

function filesOf(scope: Scope, host: CliHost): readonly string[] {
  const { files, unreadable } = listFiles([...scope.sources, ...releaseFile(scope.home)]);
  for (const folder of unreadable) host.stderr.write(`cronvet: ${folder}: this folder cannot be read\n`);
  return files;
}
