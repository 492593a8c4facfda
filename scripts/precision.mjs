// `npm run precision -- [--trees DIR]`: how often our warnings are right on real code.
//
// docs/precision.json holds the trees, each at one commit, and the verdict that a reader gave on every error and warning in them.
// DIR holds one checkout a tree, named OWNER+NAME. With it the trees are checked anew, what nobody has judged yet is
// listed, and judgements of findings that are gone are left out. docs/precision.md is written from the data alone. Trees that
// are `fresh` were looked at by nobody before the rules that they show were made.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { precisionPage } from './precision/page.mjs';
import { ROOT, writeData } from './prepare.mjs';

const DATA = path.join(ROOT, 'docs', 'precision.json');
const PAGE = path.join(ROOT, 'docs', 'precision.md');

const { values } = parseArgs({ options: { trees: { type: 'string' } } });
const data = JSON.parse(readFileSync(DATA, 'utf8'));
if (values.trees !== undefined) {
  const unjudged = data.trees.flatMap((tree) => compare(tree, path.resolve(values.trees)));
  for (const { tree, finding } of unjudged) {
    console.log(`not judged: ${tree} ${finding.path}:${finding.line} ${finding.rule}: ${finding.message}`);
  }
  writeData(DATA, data);
  process.exitCode = unjudged.length > 0 ? 1 : 0;
}
writeFileSync(PAGE, precisionPage(data));
console.log(`Written: ${path.relative(ROOT, PAGE)}`);

/** Keeps the judgements of what is still found in a tree; gives what is found and not judged. */
function compare(tree, folder) {
  const root = path.join(folder, tree.repository.replace('/', '+'), tree.folder ?? '');
  if (!existsSync(root)) {
    console.log(`not there, its judgements are kept as they are: ${root}`);
    return [];
  }
  const found = new Map(check(root).findings.map((finding) => [placeOf(finding), finding]));
  const judged = new Map(tree.judgements.map((each) => [placeOf(each), each]));
  tree.judgements = [...found.keys()].flatMap((place) => judged.get(place) ?? []);
  return [...found]
    .filter(([place]) => !judged.has(place))
    .map(([, finding]) => ({ tree: tree.repository, finding }));
}

function placeOf({ rule, path: file, line }) {
  return `${file}:${line} ${rule}`;
}

/** The errors and warnings of a tree. */
function check(root) {
  const args = [path.join(ROOT, 'dist', 'cli.js'), 'check', root, '--format', 'json', '--no-cache'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 1) throw new Error(`${root}: ${stderr}`);
  const { findings } = JSON.parse(stdout);
  return { findings: findings.filter(({ severity }) => severity === 'error' || severity === 'warning') };
}
