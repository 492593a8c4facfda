// A real Odoo for scripts that prove something on it: --odoo PATH --database NAME [--python PROGRAM] [--config FILE].

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Reads the options, `more` among them; ends the script with 2 where there is no Odoo to run. */
export function realOdoo(more = {}) {
  const { values } = parseArgs({
    options: {
      odoo: { type: 'string' },
      database: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      config: { type: 'string' },
      ...more,
    },
  });
  if (values.odoo === undefined || values.database === undefined) {
    console.error('Give a checkout of Odoo and a database of it: --odoo PATH --database NAME');
    process.exit(2);
  }
  const odoo = path.resolve(values.odoo);
  return { values, odoo, major: majorOf(odoo) };
}

function majorOf(odoo) {
  const release = path.join(odoo, 'odoo/release.py');
  try {
    return Number(/^version_info = \((\d+),/m.exec(readFileSync(release, 'utf8'))?.[1]);
  } catch {
    console.error(`${odoo}: no checkout of Odoo, it has no odoo/release.py`);
    process.exit(2);
  }
}

/** Runs a command of odoo-bin in the database, with folders of addons on its path: what it prints, and its status. */
export function runOdoo({ values, odoo }, addons, options, { input = '', command = [] } = {}) {
  const args = [
    path.join(odoo, 'odoo-bin'),
    ...command,
    ...(values.config === undefined ? [] : ['-c', path.resolve(values.config)]),
    ...[
      '-d',
      values.database,
      '--addons-path',
      [path.join(odoo, 'addons'), ...addons].join(','),
      '--no-http',
    ],
    ...options,
  ];
  const { status, stdout, stderr, error } = spawnSync(values.python, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) {
    console.error(`Odoo did not start: ${error.message}`);
    process.exit(2);
  }
  return { status, output: stdout + stderr };
}
