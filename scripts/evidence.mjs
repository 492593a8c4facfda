// `npm run evidence -- --odoo PATH [--odoo PATH…]`: shows on a real Odoo what the findings cost, and what the fixes bring.
//
// PATH holds an Odoo of 17 or later. For each case of evidence/cases.mjs the method runs as it is and as CronVet's fix
// leaves it, in a process of its own each. What came out goes into docs/evidence.json, and from there into
// docs/evidence.md, its plots and the rules' pages; `--render` does only that, without an Odoo.
// Needs a PostgreSQL that the variables PGHOST, PGPORT, PGUSER and PGPASSWORD lead to, whose user may create databases,
// and a Python with what Odoo requires.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyAddon, fixAddon } from './evidence/addon.mjs';
import { CASES } from './evidence/cases.mjs';
import { dropDatabase, install, measure, odooIn, postgresVersion } from './evidence/odoo.mjs';
import { renderAll } from './evidence/render.mjs';
import { build, ROOT, requireNode } from './prepare.mjs';

const DATA = path.join(ROOT, 'docs', 'evidence.json');

const USAGE =
  'Usage: npm run evidence -- --odoo PATH [--odoo PATH…] [--case ID…] [--python PROGRAM], or --render';

requireNode(20);
try {
  const values = options();
  if (values.odoo.length > 0) measureAll(values);
  else if (!values.render) throw new Error(USAGE);
  for (const file of renderAll()) console.log(`Written: ${file}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function options() {
  const { values } = parseArgs({
    options: {
      odoo: { type: 'string', multiple: true, default: [] },
      case: { type: 'string', multiple: true, default: [] },
      python: { type: 'string', default: 'python3' },
      render: { type: 'boolean', default: false },
    },
  });
  const unknown = values.case.find((id) => !CASES.some((each) => each.id === id));
  if (unknown === undefined) return values;
  throw new Error(`no case "${unknown}": there are ${CASES.map(({ id }) => id).join(', ')}`);
}

function measureAll({ odoo: folders, case: wanted, python }) {
  const odoos = folders.map((folder) => odooIn(path.resolve(folder)));
  const postgresql = postgresVersion(python);
  const cases = CASES.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  build();
  for (const odoo of odoos) measureOn(odoo, cases, python, postgresql);
}

function measureOn(odoo, cases, python, postgresql) {
  const work = mkdtempSync(path.join(tmpdir(), 'cronvet-evidence-'));
  const [data, config] = [path.join(work, 'data'), path.join(work, 'odoo.conf')];
  const lab = { odoo, python, database: `cronvet_evidence_${odoo.odoo}`, data, config };
  try {
    mkdirSync(data);
    writeFileSync(config, '[options]\n');
    dropDatabase(lab);
    const leaking = path.join(work, 'leaking');
    copyAddon(leaking, odoo.odoo);
    console.log(`Odoo ${odoo.version}: installing`);
    install(lab, leaking);
    const { folder: _, odoo: series, ...about } = odoo;
    save((evidence) => {
      evidence.odoo[series] = { ...about, postgresql };
    });
    for (const each of cases.filter(({ odoo: only }) => only?.includes(series) ?? true))
      tryCase(lab, work, leaking, each);
  } finally {
    dropDatabase(lab);
    rmSync(work, { recursive: true, force: true });
  }
}

/** One case that fails does not take the others with it. */
function tryCase(lab, work, leaking, evidence) {
  try {
    measureCase(lab, work, leaking, evidence);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

function measureCase(lab, work, leaking, evidence) {
  const fixed = path.join(work, evidence.id);
  const fix = fixAddon(copyAddon(fixed, lab.odoo.odoo), evidence.rule, evidence.at ?? evidence.method);
  const before = measure(lab, leaking, evidence);
  const run = { before, ...(fix !== undefined && { fix, after: measure(lab, fixed, evidence) }) };
  const brief = ({ mb, rows, seconds, error }) =>
    `${mb} MB, ${rows} rows, ${seconds} s${error ? `, ${error}` : ''}`;
  console.log(
    `Odoo ${lab.odoo.version} ${evidence.id}: ${brief(before)} → ${run.after ? brief(run.after) : 'no fix'}`,
  );
  save(({ runs }) => {
    runs[evidence.id] = { ...runs[evidence.id], [lab.odoo.odoo]: run };
  });
}

/** Changes the data on disk, so that what was measured stays when a later case fails. */
function save(change) {
  const evidence = JSON.parse(readFileSync(DATA, 'utf8'));
  change(evidence);
  const order = CASES.map(({ id }) => id);
  const runs = Object.entries(evidence.runs).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  writeFileSync(DATA, written({ odoo: evidence.odoo, runs: Object.fromEntries(runs) }));
}

/** JSON with each point of a series on the same line. */
function written(evidence) {
  const text = JSON.stringify(evidence, undefined, 1);
  return `${text.replace(/\[\s+(-?[\d.]+),\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]/g, '[$1, $2, $3]').replace(/\],\n\s+\[/g, '], [')}\n`;
}
