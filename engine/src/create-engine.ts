// Makes the engine from its two WebAssembly files.

import type { Settings } from './settings';
import { LiveTrees } from './syntax/live-trees';
import { PythonParser } from './syntax/python-parser';
import { WorkspaceState } from './workspace/workspace-state';
import type { Engine, EngineAssets, Workspace } from './workspace-api';

/** Initialises tree-sitter and gives an engine. Call it once in a process. */
export async function createEngine(assets: EngineAssets): Promise<Engine> {
  const live = new LiveTrees();
  const parser = await PythonParser.create(assets.runtime, assets.grammar, live);
  return {
    createWorkspace: (settings: Settings): Workspace => new WorkspaceState(parser, settings),
    liveTrees: () => live.count,
  };
}
