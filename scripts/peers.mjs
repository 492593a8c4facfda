// `npm run peers -- [--trees DIR] [--pylint PROGRAM] [--ruff PROGRAM]`: what other linters find, and CronVet does not,
// and the other way round, where they look for the same.
//
// docs/peers.json holds the trees, each at one commit, what was counted, and a sample of disagreements with the verdict of
// a person who opened the source. DIR holds one checkout a tree, named OWNER+NAME. With it everything is counted anew, and
// what nobody has judged yet is listed; verdicts are kept. docs/peers.md is written from the data alone.

import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare, nameOf, sampleOf } from './peers/compare.mjs';
import { peersPage } from './peers/page.mjs';
import { PAIRS } from './peers/pairs.mjs';
import { checkedIn, runCronVet, runPylint, runRuff, versionOf } from './peers/run.mjs';
import { build, ROOT, requireNode, writeData } from './prepare.mjs';

const DATA = path.join(ROOT, 'docs', 'peers.json');
const PAGE = path.join(ROOT, 'docs', 'peers.md');

requireNode(20);
const { values } = parseArgs({
  options: {
    trees: { type: 'string' },
    pylint: { type: 'string', default: 'pylint' },
    ruff: { type: 'string', default: 'ruff' },
  },
});
const data = JSON.parse(readFileSync(DATA, 'utf8'));
if (values.trees !== undefined) {
  const unjudged = measure(path.resolve(values.trees));
  for (const place of unjudged) console.log(`not judged: ${nameOf(place)}`);
  writeData(DATA, data);
  process.exitCode = unjudged.length > 0 ? 1 : 0;
}
writeFileSync(PAGE, peersPage(data));
console.log(`Written: ${path.relative(ROOT, PAGE)}`);

/** Counts everything anew into `data`; gives the sampled disagreements that have no verdict. */
function measure(folder) {
  const tools = {
    'pylint-odoo': versionOf(values.pylint, 'pylint'),
    ruff: versionOf(values.ruff, 'ruff'),
  };
  for (const [tool, version] of Object.entries(tools)) {
    const option = tool === 'ruff' ? 'ruff' : 'pylint';
    if (version !== undefined) continue;
    console.error(
      `${tool} is missing: "${values[option]}" cannot be run. Install it (pip install ${tool}), or give it with --${option}.`,
    );
    process.exit(2);
  }
  build();
  data.tools = tools;
  const results = data.trees.flatMap(({ repository }) => inTree(repository, folder));
  data.pairs = PAIRS.map((pair) => summary(pair, results, verdicts()));
  return data.pairs.flatMap(({ onlyPeer, onlyOurs }) =>
    [...onlyPeer.sample, ...onlyOurs.sample].filter(({ verdict }) => verdict === undefined),
  );
}

function inTree(repository, folder) {
  const named = path.join(folder, repository.replace('/', '+'));
  if (!existsSync(named)) {
    console.error(`not there: ${named}`);
    process.exit(2);
  }
  const root = realpathSync(named);
  console.error(repository);
  const found = { ruff: runRuff(values.ruff, root), 'pylint-odoo': runPylint(values.pylint, root) };
  const ours = runCronVet(root);
  const isChecked = checkedIn(root);
  return PAIRS.map((pair) => ({
    pair,
    repository,
    ...compare(
      found[pair.tool].filter(({ rule }) => rule === pair.rule),
      ours.filter(({ rule }) => pair.ours.includes(rule)),
      isChecked,
    ),
  }));
}

function summary(pair, results, known) {
  const own = results.filter((result) => result.pair === pair);
  const side = (key) => {
    const places = own.flatMap((result) =>
      result[key].map(({ also, ...place }) => ({ repository: result.repository, ...place })),
    );
    const sample = sampleOf(places).map((place) => ({ ...place, verdict: known.get(nameOf(place)) }));
    return { count: places.length, sample };
  };
  const sum = (key) => own.reduce((total, result) => total + result[key], 0);
  return {
    ...pair,
    both: sum('both'),
    onlyPeer: side('onlyPeer'),
    onlyOurs: side('onlyOurs'),
    aside: sum('aside'),
  };
}

/** The verdicts that were given before. */
function verdicts() {
  const judged = data.pairs.flatMap(({ onlyPeer, onlyOurs }) => [...onlyPeer.sample, ...onlyOurs.sample]);
  return new Map(judged.map((place) => [nameOf(place), place.verdict]));
}
