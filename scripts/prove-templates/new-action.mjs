// An addon with two new scheduled actions, for a model of its own and for one that it only extends, as the engine plans them.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const JOB = `from odoo import fields, models


class Job(models.Model):
    _name = "my.job"
    _description = "Job"

    name = fields.Char()
`;

const ACTIONS = [
  { model: 'my.job', title: 'Run jobs', every: 1, unit: 'hours' },
  { model: 'res.partner', title: 'Sync partners', every: 1, unit: 'days' },
];

/** The files of the addon `my_actions` by path; `lib` is the engine's door. */
export async function newActionAddon(lib, major) {
  const engine = await lib.createEngine({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  });
  const manifest = { name: 'My actions', version: `${major}.0.1.0.0`, license: 'LGPL-3', depends: ['base'] };
  const files = new Map([
    ['my_actions/__manifest__.py', `${JSON.stringify(manifest)}\n`],
    ['my_actions/__init__.py', 'from . import models\n'],
    ['my_actions/models/__init__.py', 'from . import job\n'],
    ['my_actions/models/job.py', JOB],
  ]);
  for (const action of ACTIONS) add(lib, engine, files, action);
  return files;
}

function add(lib, engine, files, action) {
  const workspace = engine.createWorkspace(lib.DEFAULT_SETTINGS);
  workspace.apply([...files].map(([path, text]) => ({ path, text })));
  const plan = workspace.newAction({ addon: 'my_actions', ...action }, files);
  workspace.dispose();
  if (plan.kind === 'refused') throw new Error(plan.reason);
  for (const file of [...plan.files, ...plan.test]) {
    files.set(
      file.path,
      file.kind === 'create' ? file.text : lib.applyEdits(files.get(file.path), file.edits),
    );
  }
}
