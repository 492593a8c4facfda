// Finds and reads the settings of a command: `--config`, or the nearest pyproject.toml that has a cronvet table.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSettings, readPyproject, type Settings } from '../../engine/src/index';
import { decodeText } from './disk/decode-text';
import { reasonOf } from './disk/read-files';
import { UsageError } from './host';
import { ancestors } from './scope';

/** The settings, the folder that their globs are relative to, and what is wrong with them. */
export interface Config {
  readonly settings: Settings;
  /** Undefined when no file sets anything. */
  readonly folder: string | undefined;
  readonly problems: readonly string[];
}

/** What the command line itself sets. */
export interface ConfigOptions {
  readonly config?: string | undefined;
  readonly odooVersion?: string | undefined;
}

/** Reads the settings for a command that starts at `home`. Throws a UsageError for an option that cannot be used. */
export function readConfig(
  options: ConfigOptions,
  home: string,
  cwd: string,
  ruleIds: readonly string[],
): Config {
  const found = options.config === undefined ? nearest(home) : named(resolve(cwd, options.config));
  const file = parseSettings(found?.table, ruleIds);
  const own = parseSettings({ odooVersion: options.odooVersion }, ruleIds, file.settings);
  const [unfit] = own.problems;
  if (unfit !== undefined) throw new UsageError(`--odoo-version: ${unfit.replace(/^[^:]*: /, '')}`);
  const problems = [...(found?.problems ?? []), ...file.problems];
  return {
    settings: own.settings,
    folder: found === undefined ? undefined : dirname(found.path),
    problems: problems.map((problem) => `${found?.path}: ${problem}`),
  };
}

interface Found {
  readonly path: string;
  readonly table: unknown;
  readonly problems: readonly string[];
}

function named(path: string): Found {
  try {
    return read(path);
  } catch (error) {
    throw new UsageError(`--config ${path}: ${reasonOf(error)}`);
  }
}

function nearest(home: string): Found | undefined {
  for (const folder of ancestors(home)) {
    const found = readIfThere(join(folder, 'pyproject.toml'));
    if (found !== undefined && (found.table !== undefined || found.problems.length > 0)) return found;
  }
  return undefined;
}

function readIfThere(path: string): Found | undefined {
  try {
    return read(path);
  } catch {
    // A file that is not there, or that is not for us to read, sets nothing.
    return undefined;
  }
}

function read(path: string): Found {
  const decoded = decodeText(readFileSync(path));
  if (decoded.kind === 'skipped') return { path, table: undefined, problems: [decoded.reason] };
  return { path, ...readPyproject(decoded.text) };
}
