// The engine over fixtures: one for all tests of a file, workspaces made and disposed of by case.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  createEngine,
  type Finding,
  parseSettings,
  RULE_IDS,
  type Settings,
  type Workspace,
} from '../../engine/src/index';
import type { Fixture } from './fixture';
import type { SpecCase } from './md-spec';

const require = createRequire(import.meta.url);

/** The engine; its live trees are counted at the end of each case. */
export const engine = await createEngine({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
});

/** The settings that a case asks for, in a version of Odoo. */
export function settingsOf({ settings }: SpecCase, version: string): Settings {
  const raw: unknown = settings ? JSON.parse(settings.body) : {};
  const read = parseSettings(raw, RULE_IDS);
  if (read.problems.length > 0) throw new Error(read.problems.join('\n'));
  const odooVersion = /^\d+$/.test(version) ? `${version}.0` : version || read.settings.odooVersion;
  return { ...read.settings, odooVersion };
}

/** Files by path; `undefined` leaves a file out. */
export type Texts = ReadonlyMap<string, string>;

/** All files of a fixture. */
export function textsOf({ files, setting }: Fixture): Texts {
  return new Map([...setting, ...files.map(({ path, text }) => [path, text] as const)]);
}

/** Runs `use` over a workspace of the files, and disposes of it. */
export function withWorkspace<T>(texts: Texts, settings: Settings, use: (workspace: Workspace) => T): T {
  const workspace = engine.createWorkspace(settings);
  try {
    workspace.apply([...texts].map(([path, text]) => ({ path, text })));
    return use(workspace);
  } finally {
    workspace.dispose();
  }
}

/** Every finding of a workspace, whichever files it calls candidates. */
export function findingsIn(workspace: Workspace, texts: Texts): readonly Finding[] {
  return [...texts.keys()].sort().flatMap((path) => workspace.check(path).findings);
}
