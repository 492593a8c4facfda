// `npm run prove-memory-tests -- --odoo PATH --database NAME [--python PROGRAM] [--config FILE]`: generates the memory
// tests of the bundled leaky addon, and runs them on a real Odoo: before the fixes, and after the fixes of `check --fix
// --unsafe-fixes`. A test of a method that leaks has to fail before and to pass after; that of the clean one passes twice.
//
// PATH is a checkout of Odoo 16 or newer, and NAME a database of it with `mail` that may be written to.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadEngine } from './load-engine.mjs';
import { ROOT, requireNode } from './prepare.mjs';
import { realOdoo, runOdoo } from './real-odoo.mjs';

const EXAMPLE = path.join(ROOT, 'examples/leaky_addon');
/** Methods of the example, with what their memory does before the fixes. */
const METHODS = [
  { file: 'models/shop_order.py', method: '_cron_expire', grows: true },
  { file: 'models/shop_stock_level.py', method: '_cron_relabel', grows: true },
  { file: 'models/shop_visit.py', method: '_cron_rate', grows: false },
];

requireNode(20);
const lab = realOdoo();
const { major } = lab;
const engine = await loadEngine();
const analyser = await engine.createEngine({
  runtime: readFileSync(path.join(ROOT, 'dist/web-tree-sitter.wasm')),
  grammar: readFileSync(path.join(ROOT, 'dist/tree-sitter-python.wasm')),
});
const addons = mkdtempSync(path.join(tmpdir(), 'cronvet-memory-'));
chmodSync(addons, 0o755);
const addon = path.join(addons, 'leaky_addon');
try {
  cpSync(EXAMPLE, addon, { recursive: true });
  setVersion();
  writeTests();
  const before = runTests('-i');
  fix();
  const after = runTests('-u');
  for (const { method, grows } of METHODS) judge(method, grows, before.get(method), after.get(method));
} finally {
  rmSync(addons, { recursive: true });
}

/** The example is for one version: its fixes have to be those of this one. */
function setVersion() {
  const manifest = path.join(addon, '__manifest__.py');
  const text = readFileSync(manifest, 'utf8').replace(/"\d+\.0(\.\d+\.\d+\.\d+)"/, `"${major}.0$1"`);
  writeFileSync(manifest, text);
  if (major < 18) return;
  // Fields of `ir.cron` that 18.0 took away.
  const data = path.join(addon, 'data/ir_cron.xml');
  const cleaned = readFileSync(data, 'utf8').replace(/^ *<field name="(?:numbercall|doall)".*\n/gm, '');
  writeFileSync(data, cleaned);
}

function writeTests() {
  const read = (file) => ({
    path: `leaky_addon/${file}`,
    text: readFileSync(path.join(addon, file), 'utf8'),
  });
  const files = [
    '__manifest__.py',
    'data/ir_cron.xml',
    'models/shop_backend.py',
    ...METHODS.map(({ file }) => file),
  ];
  const workspace = analyser.createWorkspace(engine.DEFAULT_SETTINGS);
  workspace.apply(files.map(read));
  const made = new Map();
  for (const { file, method } of METHODS) {
    const offset = read(file).text.indexOf(`def ${method}`) + 1;
    const plan = workspace.memoryTest(`leaky_addon/${file}`, offset, made);
    if (plan.kind === 'refused') throw new Error(`${method}: ${plan.reason}`);
    for (const change of plan.files) {
      const text =
        change.kind === 'create' ? change.text : engine.applyEdits(made.get(change.path), change.edits);
      made.set(change.path, text);
    }
  }
  workspace.dispose();
  mkdirSync(path.join(addon, 'tests'), { mode: 0o755 });
  for (const [file, text] of made) writeFileSync(path.join(addons, file), text, { mode: 0o644 });
}

function fix() {
  const cli = path.join(ROOT, 'dist/cli.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'check', '--fix', '--unsafe-fixes', addon],
    { encoding: 'utf8' },
  );
  if (status !== 0 && status !== 1) throw new Error(`cronvet failed:\n${stdout}${stderr}`);
}

/** Installs or updates the addon with its tests; whether the test of each method passed. */
function runTests(how) {
  const options = ['--test-tags', '/leaky_addon', '--stop-after-init', '--http-port=0', '--log-level=test'];
  const { output: log } = runOdoo(lab, [addons], [how, 'leaky_addon', ...options]);
  return new Map(
    METHODS.map(({ method }) => {
      const name = `TestMemory${method
        .split('_')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join('')}`;
      if (!log.includes(`Starting ${name}.`)) throw new Error(`${name} did not run:\n${log.slice(-4000)}`);
      const failed = new RegExp(`(?:FAIL|ERROR): ${name}\\.`).exec(log);
      const grew = /AssertionError: (\d+) not less than (\d+) : The peak/.exec(
        log.slice(failed?.index ?? log.length),
      );
      if (failed && !grew)
        throw new Error(
          `${name} failed for another reason:\n${log.slice(failed.index, failed.index + 3000)}`,
        );
      return [method, grew ? { grew: Number(grew[1]) / (Number(grew[2]) / 2) } : { grew: undefined }];
    }),
  );
}

function judge(method, grows, before, after) {
  const ok = (before.grew !== undefined) === grows && after.grew === undefined;
  const said = ({ grew }) => (grew === undefined ? 'passes' : `fails (peak × ${grew.toFixed(1)})`);
  console.log(
    `${ok ? 'ok    ' : 'FAILED'}  Odoo ${major}  ${method.padEnd(14)} before: ${said(before)}, after: ${said(after)}`,
  );
  if (!ok) process.exitCode = 1;
}
