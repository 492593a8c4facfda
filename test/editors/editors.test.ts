// Editors that know nothing of us: Neovim and Emacs, each headless, each with the bundled server over stdio.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, LEAKY, partnerSync } from '../server/support/partner-sync';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const SERVER = here('../../dist/cli.js');

/** What an editor's script prints. */
interface Report {
  readonly problem?: string;
  readonly diagnostics: readonly { readonly line: number; readonly column: number }[];
  readonly actions: readonly string[];
  readonly remaining: number;
  readonly text: string;
  readonly completions: readonly string[];
  /** The text after the template was taken. */
  readonly completed: string;
}

let root = '';

beforeAll(() => {
  if (!existsSync(SERVER)) throw new Error('run `npm run build` first');
  root = mkdtempSync(path.join(tmpdir(), 'cronvet-editors-'));
  for (const [file, text] of partnerSync()) {
    const target = path.join(root, file.slice(FOLDER.length));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, typeof text === 'string' ? text : '');
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs an editor on the addon's model; its home is empty, so that nobody's settings matter. */
async function run(editor: string, args: readonly string[]): Promise<Report> {
  const env = {
    ...process.env,
    HOME: root,
    XDG_CONFIG_HOME: path.join(root, '.config'),
    FILE: path.join(root, 'partner_sync/models/partner.py'),
    ROOT: root,
    SERVER,
    ACTION: 'batches',
    TEMPLATE: 'cron-one-by-one',
  };
  const { stdout } = await promisify(execFile)(editor, [...args], { env, timeout: 50_000 });
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`${editor} printed no report: ${stdout}`);
  return JSON.parse(line);
}

/** Debian keeps Emacs packages where `-Q` does not look. */
function emacsPackages(): readonly string[] {
  const folder = '/usr/share/emacs/site-lisp/elpa';
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => ['-L', path.join(folder, name)]);
}

const EDITORS = [
  { editor: 'nvim', args: ['--headless', '-u', 'NONE', '-n', '-i', 'NONE', '-S', here('nvim.lua')] },
  { editor: 'emacs', args: ['--batch', '-Q', ...emacsPackages(), '-l', here('eglot.el')] },
];

describe.each(EDITORS)('$editor', ({ editor, args }) => {
  let report: Report;
  beforeAll(async () => {
    report = await run(editor, args);
    expect(report.problem).toBeUndefined();
  });

  test('shows the finding, and the fix that is chosen there ends it', () => {
    expect(report.diagnostics).toMatchObject([{ line: 7, column: 23 }]);
    expect(report.actions).toContain('Ignore "loop-without-release" for this line');
    expect(report.remaining).toBe(0);
    expect(report.text).not.toBe(LEAKY.trimEnd());
    expect(report.text).toContain('self.env.cr.commit()');
  });

  test('offers the templates of the version, and takes one with what it needs', () => {
    expect(report.completions).toContain('cron-trigger');
    expect(report.completions).not.toContain('cron-progress');
    expect(report.completed).toMatch(
      /^import logging\n\nfrom psycopg2 import OperationalError\n\nfrom odoo import api, models\n/,
    );
    expect(report.completed).toContain('\n_logger = logging.getLogger(__name__)\n\n\nclass Partner');
    expect(report.completed).toMatch(
      /\n {4}@api\.model\n {4}def _cron_process\(self\):\n {8}"{3}Process what waits/,
    );
    expect(report.completed).toMatch(/\n {12}self\.env\.invalidate_all\(\)\n?$/);
  });
});
