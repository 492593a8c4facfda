// Every fix of a tree by itself, in the engine: made, looked at, and taken back.

import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleEngine, loadEngine } from '../bench/engine.mjs';
import { Tree } from '../bench/tree.mjs';
import { crlf, lostLine, missing, tabs } from './laws.mjs';

const RANK = ['error', 'warning', 'information', 'hint'];

/** The engine, bundled from the sources. */
export async function startEngine() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cronvet-prove-'));
  try {
    const bundle = await bundleEngine(folder);
    const { applyEdits, isWantedPath } = createRequire(import.meta.url)(bundle);
    return { ...(await loadEngine(bundle)), applyEdits, isWantedPath };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Problems of the fixes of one tree, and how many fixes there are. */
export function proveEach(root, { engine, settings, parser: { parser }, applyEdits, isWantedPath }) {
  const workspace = engine.createWorkspace(settings);
  const problems = [];
  let fixes = 0;
  try {
    const files = new Tree(root).changes().filter((file) => isWantedPath(file.path));
    workspace.apply(files);
    const texts = new Map(files.map(({ path: file, text }) => [file, text]));
    const found = new Map(files.map(({ path: file }) => [file, workspace.check(file).findings]));
    const checked = [...found].filter(([, findings]) => findings.length > 0).map(([file]) => file);
    const findingsOf = (file, text) => {
      workspace.apply([{ path: file, text }]);
      return workspace.check(file).findings;
    };
    const law = { parser, applyEdits, findingsOf, workspace, checked, found };
    for (const file of checked) {
      for (const finding of found.get(file)) {
        for (const fix of finding.fixes().filter(({ kind }) => kind === 'fix')) {
          fixes++;
          const broken = [...brokenLaws(finding, fix, texts.get(file), law)];
          problems.push(...broken.map((what) => `${file}:${finding.line + 1}: "${fix.title}" ${what}`));
        }
      }
    }
  } finally {
    workspace.dispose();
  }
  return { fixes, problems };
}

function* brokenLaws(finding, fix, before, law) {
  const { path: file } = finding;
  const after = law.applyEdits(before, fix.edits);
  const [old, now] = [before, after].map((text) => literalsOf(file, text, law.parser));
  if (now.broken && !old.broken) yield 'does not parse';
  for (const kind of ['comments', 'strings'])
    for (const lost of missing(old[kind], now[kind])) yield `loses ${lost}`;
  const line = lostLine(before, after, fix.edits);
  if (line !== undefined) yield `loses the line ${line}`;
  yield* brokenInWorkspace(finding, after, law);
  for (const [name, twin] of twinsOf(file, before, law.parser)) {
    const same = law
      .findingsOf(file, twin(before))
      .filter((each) => each.rule === finding.rule && each.line === finding.line)
      .flatMap((each) => each.fixes().filter(({ title }) => title === fix.title))
      .map((each) => (each.kind === 'fix' ? law.applyEdits(twin(before), each.edits) : each.reason));
    if (!same.includes(twin(after))) yield `differs with ${name}`;
  }
  const undone = law.findingsOf(file, before).map(lineOf);
  if (missing(undone, law.found.get(file).map(lineOf)).length > 0) yield 'is not undone';
}

/** The finding is gone, and nothing of any severity is new, in this file or in another that has findings. */
function* brokenInWorkspace(finding, after, { findingsOf, workspace, checked, found }) {
  const { path: file, rule, severity } = finding;
  const count = (findings, of, worst) =>
    findings.filter((each) => each.rule === of && RANK.indexOf(each.severity) <= RANK.indexOf(worst)).length;
  const old = checked.flatMap((each) => found.get(each));
  const here = findingsOf(file, after);
  const now = checked.flatMap((each) => (each === file ? here : workspace.check(each).findings));
  if (count(now, rule, severity) >= count(old, rule, severity)) yield 'leaves its finding';
  // Of a loop that releases by what it calls now, the search is told of instead: advice in the place of a warning.
  const worse = (findings, than) =>
    findings.filter((each) => RANK.indexOf(each.severity) < RANK.indexOf(than)).length;
  const isNew = (each) =>
    count(now, each.rule, each.severity) > count(old, each.rule, each.severity) &&
    worse(old, each.severity) - worse(now, each.severity) < 2;
  for (const each of new Set(now.filter(isNew).map(lineOf))) yield `brings ${each}`;
}

function lineOf({ path: file, line, rule, severity }) {
  return `${rule} (${severity}) at ${file}:${line + 1}`;
}

function twinsOf(file, text, parser) {
  const twins = text.includes('\r') ? [] : [['CRLF', crlf]];
  if (!file.endsWith('.py') || text.includes('\t')) return twins;
  return [...twins, ['tabs', (each) => tabs(each, longStrings(each, parser))]];
}

function literalsOf(file, text, parser) {
  if (!file.endsWith('.py'))
    return { broken: false, comments: text.match(/<!--[\s\S]*?-->/g) ?? [], strings: [] };
  const tree = parser.parse(text);
  const textsOf = (type) => nodesOf(tree, type).map((node) => text.slice(node.startIndex, node.endIndex));
  const literals = {
    broken: tree.rootNode.hasError,
    comments: textsOf('comment'),
    strings: textsOf('string'),
  };
  tree.delete();
  return literals;
}

function longStrings(text, parser) {
  const tree = parser.parse(text);
  const spans = nodesOf(tree, 'string')
    .filter((node) => node.startPosition.row !== node.endPosition.row)
    .map((node) => ({ start: node.startIndex, end: node.endIndex }));
  tree.delete();
  return spans;
}

function nodesOf(tree, type) {
  return tree.rootNode.descendantsOfType(type).filter((node) => node !== null);
}
