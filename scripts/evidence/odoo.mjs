// Runs an Odoo that the user has: says which it is, installs the evidence addon, measures one method in a new process.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const HARNESS = path.join(import.meta.dirname, 'harness.py');
const POINTS = 24;
const CONNECT = 'import psycopg2, sys; connection = psycopg2.connect(dbname="postgres")';
const ASK_VERSION = `${CONNECT}; print(connection.server_version)`;
const DROP = `${CONNECT}; connection.autocommit = True; connection.cursor().execute(sys.argv[1])`;

/** An Odoo of 17 or later in a folder, with the commit it is at; throws one line when it is none. */
export function odooIn(folder) {
  const release = path.join(folder, 'odoo', 'release.py');
  if (!existsSync(path.join(folder, 'odoo-bin')) || !existsSync(release))
    throw new Error(`${folder}: no Odoo here (odoo-bin and odoo/release.py are missing)`);
  const [, major, minor] = /version_info = \((\d+), (\d+)/.exec(readFileSync(release, 'utf8')) ?? [];
  if (!(Number(major) >= 17)) throw new Error(`${folder}: Odoo ${major}: only 17 and later are measured`);
  const origin = git(folder, 'remote', 'get-url', 'origin')?.replace(/\.git$/, '');
  return {
    folder,
    odoo: Number(major),
    version: `${major}.${minor}`,
    repository: origin && /[^/:]+\/[^/]+$/.exec(origin)?.[0],
    commit: git(folder, 'rev-parse', 'HEAD'),
  };
}

/** Version of the PostgreSQL that the PG… variables lead to; throws one line when there is none. */
export function postgresVersion(python) {
  const { status, stdout, stderr, error } = spawnSync(python, ['-c', ASK_VERSION], { encoding: 'utf8' });
  if (error) throw new Error(`${python}: ${error.message}`);
  const reason =
    stderr
      .trim()
      .split('\n')
      .find((line) => line.includes('Error')) ?? '';
  if (status !== 0) throw new Error(`no PostgreSQL (set PGHOST, PGPORT, PGUSER, PGPASSWORD): ${reason}`);
  const version = Number(stdout);
  return `${Math.trunc(version / 10_000)}.${version % 10_000}`;
}

/** Removes the database of an earlier run: its files went with that run. */
export function dropDatabase({ python: program, database }) {
  const args = ['-c', DROP, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`];
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${database}: ${tail(stderr)}`);
}

/** Installs the addon, and with it Odoo, into its database. */
export function install(lab, addons) {
  const modules = ['-i', 'cronvet_evidence', '--without-demo=all', '--stop-after-init'];
  const { status, stderr } = odooBin(lab, addons, modules);
  if (status !== 0) throw new Error(`${lab.odoo.folder}: the addon was not installed:\n${tail(stderr)}`);
}

/** What one case took with the addon in a folder of addons. */
export function measure(lab, addons, evidence) {
  const input = `CASE = ${python({ ...evidence, odoo: lab.odoo.odoo })}\n${readFileSync(HARNESS, 'utf8')}`;
  const { stdout, stderr } = odooBin(lab, addons, ['--log-level=critical'], 'shell', input);
  const line = stdout.split('\n').find((each) => each.startsWith('@@RESULT '));
  if (line === undefined) throw new Error(`${evidence.id}: no result:\n${tail(stderr + stdout)}`);
  const { series, ...result } = JSON.parse(line.slice('@@RESULT '.length));
  return { ...result, series: thinned(series) };
}

function odooBin(lab, addons, args, command = 'server', input = undefined) {
  const options = [
    ...['-c', lab.config, '-d', lab.database, '--data-dir', lab.data, '--no-http', '--max-cron-threads=0'],
    ...['--addons-path', `${path.join(lab.odoo.folder, 'addons')},${addons}`],
  ];
  // One arena, so that threads do not make the memory differ from run to run.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', MALLOC_ARENA_MAX: '2' };
  const program = [path.join(lab.odoo.folder, 'odoo-bin'), command, ...options, ...args];
  return spawnSync(lab.python, program, { encoding: 'utf8', input, env, maxBuffer: 1 << 28 });
}

/** The highest of each part of a series of [rows, seconds, MB], and the last. */
function thinned(series) {
  const size = Math.max(1, Math.ceil(series.length / POINTS));
  const parts = Array.from({ length: Math.ceil(series.length / size) }, (_, at) =>
    series.slice(at * size, (at + 1) * size).reduce((best, each) => (each[2] >= best[2] ? each : best)),
  );
  return [...parts, series.at(-1)];
}

function python(value) {
  return `__import__("json").loads(${JSON.stringify(JSON.stringify(value))})`;
}

function git(folder, ...args) {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function tail(text) {
  return text.trim().split('\n').slice(-15).join('\n');
}
