// `npm run prove-templates -- --odoo PATH --database NAME [--python PROGRAM] [--config FILE] [--queue PATH]`: runs every
// template in Python as a real scheduled action on a real Odoo, and looks at what it did to the rows; then the tests that the command
// "New scheduled action" writes.
//
// PATH is a checkout of Odoo 14 or newer, and NAME a database of it that may be written to: the addon of all templates is
// installed there, and other scheduled actions are switched off. With a checkout of OCA/queue of the same version, jobs are real ones.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadEngine } from './load-engine.mjs';
import { ROOT, requireNode } from './prepare.mjs';
import { templateAddon, templateCrons } from './prove-templates/addon.mjs';
import { newActionAddon } from './prove-templates/new-action.mjs';
import { realOdoo, runOdoo } from './real-odoo.mjs';

const RESULT = 'cronvet-template ';

requireNode(20);
const lab = realOdoo({ queue: { type: 'string' } });
const { values, major } = lab;
const engine = await loadEngine();
const forms = engine.templateForms(`${major}.0`);
const addons = mkdtempSync(path.join(tmpdir(), 'cronvet-templates-'));
try {
  writeAddon(templateAddon(engine, forms, major, { queueJob: values.queue !== undefined }));
  run(['-i', 'my_addon', '--stop-after-init', '--log-level=warn'], '');
  const cases = JSON.stringify(templateCrons(engine, forms));
  const script = readFileSync(path.join(ROOT, 'scripts/prove-templates/run_templates.py'), 'utf8');
  // Passed as JSON text in a Python string: `\` and `"` mean the same in both.
  report(run(['--log-level=critical'], `CASES = ${JSON.stringify(cases)}\n${script}`, 'shell'));
  writeAddon(await newActionAddon(engine, major));
  // A server is started for tests, whatever is said: any free port will do.
  const tests = ['--test-enable', '--test-tags', '/my_actions', '--http-port=0', '--log-level=info'];
  reportTests(run(['-i', 'my_actions', '--stop-after-init', ...tests], ''));
} finally {
  rmSync(addons, { recursive: true });
}

function writeAddon(files) {
  // Odoo often runs as a user of its own.
  chmodSync(addons, 0o755);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(addons, file)), { recursive: true, mode: 0o755 });
    writeFileSync(path.join(addons, file), text, { mode: 0o644 });
  }
}

/** Runs Odoo in the database, with the addon on its path; gives what it prints. */
function run(options, input, ...command) {
  const queue = values.queue === undefined ? [] : [path.resolve(values.queue)];
  const { status, output } = runOdoo(lab, [addons, ...queue], options, { input, command });
  if (status !== 0) {
    console.error(`Odoo failed (${status}):\n${output.slice(-4000)}`);
    process.exit(2);
  }
  return output;
}

function report(output) {
  const results = output
    .split('\n')
    .filter((line) => line.startsWith(RESULT))
    .map((line) => JSON.parse(line.slice(RESULT.length)));
  for (const { template, rows, seconds, problems } of results) {
    const outcome = problems.length === 0 ? 'ok    ' : 'FAILED';
    console.log(
      `${outcome}  Odoo ${major}  ${template.padEnd(16)} ${String(rows).padStart(6)} rows  ${seconds} s`,
    );
    for (const problem of problems) console.log(`        ${problem}`);
  }
  const expected = forms.filter(({ template }) => template.scope !== 'data').length;
  if (results.length !== expected)
    console.log(`${expected - results.length} templates gave no result:\n${output.slice(-4000)}`);
  if (results.length !== expected || results.some(({ problems }) => problems.length > 0))
    process.exitCode = 1;
}

/** Odoo ends with an error when a test failed; none may be left out. */
function reportTests(output) {
  const started = output.match(/Starting TestCron\w+\.test_\w+/g)?.length ?? 0;
  console.log(
    `${started === 2 ? 'ok    ' : 'FAILED'}  Odoo ${major}  new actions: ${started} of 2 tests ran`,
  );
  if (started !== 2) process.exitCode = 1;
}
