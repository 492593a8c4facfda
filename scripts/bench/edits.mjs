// Memory over many random edits of one open file. Runs as a process of its own, with the collector at hand.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { loadEngine } from './engine.mjs';
import { randomFrom, report } from './statistics.mjs';

const EDITS = 10_000;
/** Where the text is as it was at the start, as it is after the last edit. */
const SETTLED = 1_049;
const PIECES = [
  'x',
  ' ',
  '\n',
  '    ',
  'self.',
  '(',
  ')',
  '"',
  '# ',
  'for a in b:\n',
  'é',
  '😀',
  '\t',
  'def f(self):\n',
];

/**
 * What V8 takes and gives back by chance, and more of it than is in use here: up to 48 MB of pages for new objects while
 * a process is busy, which it keeps, and up to 3 MB for each thread that compiles. Held small, what grows beside it can
 * be seen.
 */
const WITHOUT_CHANCE = ['--max-semi-space-size=1', '--no-concurrent-recompilation'];

/** Measures in a new process. */
export function measureEdits(bundle, file) {
  const args = ['--expose-gc', ...WITHOUT_CHANCE, fileURLToPath(import.meta.url), bundle, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the edits failed: ${stderr}`);
  const { size, growth, live } = JSON.parse(stdout);
  console.log(`\n${EDITS} random edits of a file of ${(size / 1e3).toFixed(0)} KB`);
  report(`growth of memory (RSS) after the first ${SETTLED + 1}`, growth / 1e6, 'MB', 5);
  report('live trees when closed', live, '', 0);
}

async function work(bundle, file) {
  const { engine, settings } = await loadEngine(bundle);
  const workspace = engine.createWorkspace(settings);
  const original = readFileSync(file, 'utf8');
  const random = randomFrom(7);
  let text = original;
  let settled = 0;
  workspace.open('a/models/a.py', text);
  for (let i = 0; i < EDITS; i++) {
    // Now and then back to the whole file, or the damage would leave nothing to work on.
    const edit = i % 50 === 49 ? back(text, original) : randomEdit(text, random);
    text = text.slice(0, edit.at.start) + edit.newText + text.slice(edit.at.end);
    workspace.update('a/models/a.py', [edit]);
    workspace.check('a/models/a.py');
    if (i === SETTLED) settled = await memory();
  }
  const growth = (await memory()) - settled;
  workspace.close('a/models/a.py');
  workspace.dispose();
  console.log(JSON.stringify({ size: original.length, growth, live: engine.liveTrees() }));
}

const back = (text, newText) => ({ at: { start: 0, end: text.length }, newText });

function randomEdit(text, random) {
  const start = Math.floor(random() * text.length);
  const end = Math.min(text.length, random() < 0.5 ? start : start + Math.floor(random() * 12));
  return { at: { start, end }, newText: PIECES[Math.floor(random() * PIECES.length)] };
}

/**
 * Bytes, once the collector has given back what it can. Pages that are half empty are joined first: how many there are
 * is chance, and up to 5 MB of it.
 */
async function memory() {
  setFlagsFromString('--compact-on-every-full-gc');
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 6; i++) {
    globalThis.gc();
    await setTimeout(300);
    least = Math.min(least, process.memoryUsage().rss);
  }
  setFlagsFromString('--no-compact-on-every-full-gc');
  return least;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2], process.argv[3]);
