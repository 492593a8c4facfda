// The real server and the real engine in this process, wired to an editor by two streams. Each test has its own.

import { PassThrough } from 'node:stream';
import { afterEach, expect } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Engine } from '../../../engine/src/index';
import { start } from '../../../server/src/server';
import { Editor, type EditorSetup } from './editor';
import { type MemoryDisk, memoryHost } from './memory-host';

interface Running {
  readonly editor: Editor;
  readonly engines: readonly Engine[];
}

const running: Running[] = [];

afterEach(async () => {
  for (const { editor, engines } of running.splice(0)) {
    await editor.stop();
    editor.connection.dispose();
    expect(engines.map((engine) => engine.liveTrees())).toEqual([0]);
  }
});

/**
 * An editor with a server behind it; it is shut down after the test, and no syntax tree may be left then.
 * `altered` gives the server another engine than the real one.
 */
export async function startEditor(
  disk: MemoryDisk,
  setup: EditorSetup,
  altered: (engine: Engine) => Engine = (engine) => engine,
): Promise<Editor> {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const engines: Engine[] = [];
  const host = memoryHost(disk, (engine) => {
    engines.push(engine);
    return altered(engine);
  });
  start(createConnection(ProposedFeatures.all, toServer, toEditor), host);
  const reader = new StreamMessageReader(toEditor);
  const editor = new Editor(createProtocolConnection(reader, new StreamMessageWriter(toServer)));
  running.push({ editor, engines });
  await editor.start(setup);
  return editor;
}
