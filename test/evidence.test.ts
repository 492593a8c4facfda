// docs/evidence.json against what is made of it, and against the figures in rule pages and messages. No Odoo is needed.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, fixFor, RULE_IDS } from '../engine/src/index';
import { CASES } from '../scripts/evidence/cases.mjs';
import { rendered } from '../scripts/evidence/render.mjs';
import { findingsIn, type Texts, withWorkspace } from './support/engine';

interface Result {
  readonly mb: number;
  readonly seconds: number;
  readonly rows: number;
  readonly [more: string]: unknown;
}

interface Run {
  readonly before: Result;
  readonly after?: Result;
  readonly fix?: string;
}

const ROOT = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');
const data: { readonly runs: Readonly<Record<string, Readonly<Record<string, Run>>>> } = JSON.parse(
  read('docs/evidence.json'),
);
const pages = readdirSync(new URL('engine/src/rules/', ROOT)).filter((file) => file.endsWith('.md'));

test('page, plots and the blocks in rule pages are what the data make of them', () => {
  const outdated = rendered(data).filter(({ file, text }) => read(file) !== text);
  expect(outdated.map(({ file }) => file)).toEqual([]);
});

test('there is no plot without data', () => {
  const known = rendered(data).map(({ file }) => file);
  const plots = readdirSync(new URL('docs/evidence/', ROOT)).map((file) => `docs/evidence/${file}`);
  expect(plots.filter((plot) => !known.includes(plot))).toEqual([]);
});

test('every case is of a rule, has a method in the addon, and is called by its scheduled action', () => {
  const models = 'scripts/evidence/cronvet_evidence/models/';
  const code = readdirSync(new URL(models, ROOT)).map((file) => read(models + file));
  const crons = read('scripts/evidence/cronvet_evidence/data/ir_cron.xml');
  const ids: readonly string[] = RULE_IDS;
  for (const { id, rule, method, at = method } of CASES) {
    expect(ids, id).toContain(rule);
    expect(crons, id).toContain(`model.${method}()`);
    expect(code.join('\n'), id).toContain(`def ${at}(`);
  }
});

test('every case was measured, on each version that has it', () => {
  const versions = ['17', '18', '19'];
  const missing = CASES.flatMap(({ id, odoo = versions.map(Number) }) =>
    odoo.filter((version) => !data.runs[id]?.[version]).map((version) => `${id} on ${version}`),
  );
  expect(missing).toEqual([]);
});

test('every page of a rule that was measured shows it', () => {
  const rules = new Set(CASES.map(({ rule }) => rule));
  const silent = [...rules].filter(
    (rule) => !read(`engine/src/rules/${rule}.md`).includes('<!-- evidence -->'),
  );
  expect(silent).toEqual([]);
});

test('figures that a page says are measured are the measured ones', () => {
  const quotes = pages.flatMap((page) => quotesIn(`engine/src/rules/${page}`));
  const wrong = quotes.filter(({ text, value }) => !numbersIn(text).some((number) => agree(number, value)));
  expect(wrong.map(({ page, what, value }) => `${page}: ${what} is ${value}`)).toEqual([]);
  expect(quotes.length).toBeGreaterThan(10);
});

/** The values that `<!-- measured: loop.17.before.mb, … -->` names, each with the paragraph before the comment. */
function quotesIn(page: string): { page: string; what: string; text: string; value: number | undefined }[] {
  return read(page)
    .split('\n\n')
    .flatMap((paragraph) => {
      const [text = '', names] = paragraph.split('<!-- measured: ');
      const quoted = names?.slice(0, names.indexOf(' -->')).split(', ') ?? [];
      return quoted.map((what) => ({ page, what, text, value: measuredAs(what) }));
    });
}

/** `loop.17.before.mb`; `…least…` is the least of all versions, `…kB` the memory of one record, in 1000 bytes. */
function measuredAs(what: string): number | undefined {
  const [id = '', odoo = '', when, key = ''] = what.split('.');
  const runs = Object.entries(data.runs[id] ?? {}).filter(
    ([version]) => odoo === 'least' || odoo === version,
  );
  const rows = CASES.find((each) => each.id === id)?.rows ?? Number.NaN;
  const values = runs.map(([, run]) => {
    const result = when === 'after' ? run.after : run.before;
    return key === 'kB' ? ((result?.mb ?? Number.NaN) * 1_048_576) / rows / 1000 : Number(result?.[key]);
  });
  return values.length > 0 ? Math.min(...values) : undefined;
}

function numbersIn(text: string): number[] {
  return (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')));
}

/** Rounded, and with room for another run: memory differs by a few percent. */
function agree(quoted: number, value: number | undefined): boolean {
  return value !== undefined && Math.abs(quoted - value) <= Math.max(0.06 * value, value < 3 ? 0.15 : 0.5);
}

test.each([
  ['loop-without-release', /about ([\d.]+) kB a record/, 'loop.17.before.kB'],
  ['batch-without-release', /\+(\d+) MB per 200,000 records/, 'batches.17.before.mb'],
  ['flush-is-not-release', /\+(\d+) MB per 200,000 records/, 'flush.17.before.mb'],
  ['records-kept-across-batches', /about ([\d.]+) kB each stay/, 'kept.17.before.kB'],
  ['unbounded-search', /one dict each', cost: '([\d.]+) kB'/, 'search-read.17.before.kB'],
  ['record-uses', /deleted in one call', cost: '([\d.]+) kB'/, 'search-unlink.17.before.kB'],
  ['record-uses', /written in one call', cost: '([\d.]+) kB'/, 'search-write.17.before.kB'],
  ['record-uses', /=> \(\{ what, cost: '([\d.]+) kB'/, 'search-mapped.17.before.kB'],
  ['unbounded-fetch', /takes every row .*? about ([\d.]+) kB each/, 'fetchall.17.before.kB'],
  ['tracked-bulk-write', /\+(\d+) MB, against/, 'tracked.17.before.mb'],
  ['tracked-bulk-write', /against .*?\+(\d+) MB/, 'tracked.17.after.mb'],
  ['tracked-bulk-write', /writes: (\d+) s of CPU/, 'tracked.least.before.cpu'],
  ['tracked-bulk-write', /against ([\d.]+) s/, 'tracked.least.after.cpu'],
  ['binary-read-in-loop', /2,000 files of 200 kB take (\d+) to/, 'files.17.before.mb'],
])('the message of %s has the measured figure', (rule, figure, what) => {
  const [, quoted] = figure.exec(read(`engine/src/rules/${rule}.ts`)) ?? [];
  expect(agree(Number(quoted), measuredAs(what)), `${quoted}, and ${what} is ${measuredAs(what)}`).toBe(true);
});

test.each([
  [['--odoo', '/nowhere'], /^\/nowhere: no Odoo here/],
  [['--odoo', '/nowhere', '--case', 'none'], /^no case "none": there are loop, /],
  [['--odoo'], /argument missing/],
  [[], /^Usage: /],
])('what is missing is said in one line: %j', (args, said) => {
  const script = fileURLToPath(new URL('scripts/evidence.mjs', ROOT));
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(said);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the fixes that were measured are those that are made now', () => {
  const folder = new URL('scripts/evidence/cronvet_evidence/', ROOT);
  const files = ['__manifest__.py', ...listed(folder, 'models/'), ...listed(folder, 'data/')];
  const made = ['17', '18', '19'].flatMap((version) => {
    const texts: Texts = new Map(
      files.map((file) => [
        file,
        readFileSync(new URL(file, folder), 'utf8').replace('SERIES', `${version}.0`),
      ]),
    );
    return withWorkspace(texts, DEFAULT_SETTINGS, (workspace) => {
      const findings = findingsIn(workspace, texts);
      return CASES.filter(({ odoo }) => odoo === undefined || odoo.includes(Number(version))).map(
        ({ id, rule, method, at = method }) => {
          const found = findings.find((each) => each.rule === rule && (each.method ?? at) === at);
          return [`${id} on ${version}`, found && fixFor(found, 'unsafe')?.title];
        },
      );
    });
  });
  const measured = made.map(([name = '']) => {
    const [id = '', version = ''] = name.split(' on ');
    return [name, data.runs[id]?.[version]?.fix];
  });
  expect(measured).toEqual(made);
});

function listed(folder: URL, under: string): readonly string[] {
  return readdirSync(new URL(under, folder)).map((file) => under + file);
}
