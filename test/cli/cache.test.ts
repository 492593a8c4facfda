// What runs keep of the files that they read: the next one says the same, whatever changed or went wrong in between.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askWorkspace, type LoadedWorkspace } from '../../cli/src/load-workspace';
import { cronvet, hostIn, ROOT } from './support';

/** A workspace with fewer files is read as soon as what was kept. */
const FILLERS = 300;
const AN_HOUR = 3600 * 1000;

let folder: string;
let addons: string;
let caches: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cronvet-cache-'));
  addons = join(folder, 'addons');
  caches = join(folder, 'caches');
  cpSync(join(ROOT, 'examples', 'leaky_addon'), join(addons, 'leaky_addon'), { recursive: true });
  mkdirSync(join(addons, 'filler', 'models'), { recursive: true });
  writeFileSync(join(addons, 'filler', '__manifest__.py'), '{"name": "Filler", "version": "17.0.1.0.0"}');
  for (let n = 0; n < FILLERS; n++)
    writeFileSync(join(addons, 'filler', 'models', `filler_${n}.py`), `x = ${n}\n`);
  // Files as old as that are kept.
  vi.useFakeTimers({ now: Date.now() + AN_HOUR, toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const env = () => ({ CRONVET_CACHE_DIR: caches });

const check = (...options: string[]) =>
  cronvet(['check', 'addons', '--format', 'json', ...options], folder, env());

/** Runs until what can be kept is kept. */
async function keep(): Promise<void> {
  await check();
  await check();
}

function cache(): string {
  const [name = '', ...others] = readdirSync(caches);
  expect(others).toEqual([]);
  return join(caches, name);
}

const model = (...parts: string[]) => join(addons, 'leaky_addon', 'models', ...parts);

/** Changes a file without a change of its size. */
function replaceIn(file: string, from: string, to: string): void {
  expect(to.length).toBe(from.length);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
}

test('the first run leaves a mark, the second keeps what it read, the third uses it', async () => {
  const first = await check();
  expect(first.code).toBe(1);
  const mark = statSync(cache()).size;
  expect(mark).toBeLessThan(200);
  expect(await check()).toEqual(first);
  const { size, mtimeMs } = statSync(cache());
  expect(size).toBeGreaterThan(100 * mark);
  expect(await check()).toEqual(first);
  expect(statSync(cache()).mtimeMs).toBe(mtimeMs);
});

test('what was kept is really used: the files need not be read', async () => {
  const first = await check();
  await keep();
  const kept = readFileSync(cache(), 'latin1');
  expect(kept).toContain('"name":"ShopOrder"');
  // A model under another name is no longer known to the cron that calls it.
  writeFileSync(cache(), kept.replace(/"name":"shop\.order"/g, '"name":"shop.ordeR"'), 'latin1');
  expect((await check()).stdout).not.toBe(first.stdout);
});

test('a file that changed is read again, also one of the same size', async () => {
  await keep();
  const before = await check();
  const findings: readonly { rule: string; path: string }[] = JSON.parse(before.stdout).findings;
  const found = findings.find(({ rule }) => rule === 'loop-without-release');
  replaceIn(join(addons, found?.path ?? ''), '.search(', '.sEarch(');
  const after = await check();
  expect(after.stdout).not.toBe(before.stdout);
  expect(after).toEqual(await check('--no-cache'));
});

test('a file that came or went is noticed', async () => {
  await keep();
  writeFileSync(join(addons, 'filler', 'models', 'late.py'), '_SEEN = {}\n\ndef f(k):\n    _SEEN[k] = k\n');
  expect((await check()).stdout).toContain('late.py');
  rmSync(join(addons, 'filler', 'models', 'late.py'));
  expect((await check()).stdout).not.toContain('late.py');
});

test('a file that cannot be read is named each time', async () => {
  writeFileSync(join(addons, 'filler', 'models', 'binary.py'), Buffer.from([0, 1, 2]));
  await keep();
  expect((await check()).stderr).toMatch(/binary\.py: skipped, a binary file\n$/);
});

test('a file that may change again within its time is not kept', async () => {
  vi.useRealTimers();
  writeFileSync(model('new.py'), 'x = 1\n');
  const old = new Date(Date.now() - AN_HOUR);
  utimesSync(model('new.py'), old, old);
  // Its time of writing was set back: that it was set is new.
  await keep();
  expect(readFileSync(cache(), 'latin1')).not.toContain('new.py');
});

test('a cache that is not whole, or of another program, is as good as none', async () => {
  const { stdout } = await check('--no-cache');
  await keep();
  const whole = readFileSync(cache(), 'latin1');
  const broken = [
    whole.slice(0, -100),
    whole.slice(0, Math.floor(whole.length / 2)),
    whole.replace('cronvet 1', 'cronvet 0'),
    whole.replaceAll('{"outline"', '["outline"'),
    whole.replaceAll('"kind":"for"', '"kind":!for!'),
    `${whole}x`,
    'nothing of ours',
    '',
  ];
  for (const text of broken) {
    expect(text).not.toBe(whole);
    writeFileSync(cache(), text, 'latin1');
    expect((await check()).stdout).toBe(stdout);
  }
});

test('a length that is no number ends the reading', async () => {
  await keep();
  const whole = readFileSync(cache(), 'latin1');
  writeFileSync(cache(), whole.replace(/(\.py\t[^\t]+\t)\d+/, '$1-9'), 'latin1');
  expect((await check()).stdout).toBe((await check('--no-cache')).stdout);
});

test('a clock that was set back changes nothing', async () => {
  const first = await check('--no-cache');
  await keep();
  vi.setSystemTime(Date.now() - 48 * AN_HOUR);
  expect(await check()).toEqual(first);
});

test('a file that changes while it is checked is read as it is by then', async () => {
  const whole = await check('--no-cache');
  await keep();
  const findingsOf = ({ workspace }: LoadedWorkspace) =>
    workspace.candidates().flatMap((path) => workspace.check(path).findings);
  let asked = 0;
  const { loaded, answer } = await askWorkspace(['addons'], { cache: true }, hostIn(folder, env()), (now) => {
    // After it was found unchanged, and before its text is needed.
    if (asked++ === 0) for (const name of readdirSync(model())) appendFileSync(model(name), '# x\n');
    return findingsOf(now);
  });
  loaded.workspace.dispose();
  expect(asked).toBe(2);
  expect(answer).toHaveLength(JSON.parse(whole.stdout).findings.length);
});

test('PATHs under one pyproject.toml keep their own files', async () => {
  writeFileSync(join(folder, 'pyproject.toml'), '[tool.cronvet]\n');
  cpSync(addons, join(folder, 'others'), { recursive: true });
  vi.setSystemTime(Date.now() + AN_HOUR);
  const checkIn = (path: string) => cronvet(['check', path], folder, env());
  for (let run = 0; run < 2; run++) for (const path of ['addons', 'others']) await checkIn(path);
  const { mtimeMs } = statSync(cache());
  await checkIn('addons');
  await checkIn('others');
  expect(statSync(cache()).mtimeMs).toBe(mtimeMs);
  rmSync(join(folder, 'others', 'filler', 'models', 'filler_1.py'));
  await checkIn('others');
  const kept = readFileSync(cache(), 'latin1');
  expect(kept).not.toContain('others/filler/models/filler_1.py');
  expect(kept).toContain('addons/filler/models/filler_1.py');
});

test('a link that leads to another file now is another file', async () => {
  const texts = {
    one: '_A = {}\n\ndef f(k):\n    _A[k] = k\n',
    two: '_A = {}\n\ndef f(k):\n    _A(k) . k\n',
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.py`), text);
  const link = join(addons, 'filler', 'models', 'linked.py');
  const leadTo = (name: string) => {
    rmSync(link, { force: true });
    symlinkSync(join(folder, `${name}.py`), link);
  };
  leadTo('one');
  await keep();
  expect((await check()).stdout).toContain('linked.py');
  leadTo('two');
  expect((await check()).stdout).not.toContain('linked.py');
});

test('nothing is kept where there is no place for it, or nobody wants it', async () => {
  writeFileSync(caches, 'a file');
  expect((await check()).stderr).toBe('');
  rmSync(caches);
  await check('--no-cache');
  await check('--no-cache');
  expect(() => readdirSync(caches)).toThrow();
});

test('folders that nobody checked for a month are not kept', async () => {
  await keep();
  const old = new Date(Date.now() - 32 * 24 * AN_HOUR);
  const names = [`${'0'.repeat(24)}.txt`, `${'0'.repeat(24)}.txt.0-1`, 'of somebody else.txt'];
  for (const name of names) {
    writeFileSync(join(caches, name), '');
    utimesSync(join(caches, name), old, old);
  }
  rmSync(join(addons, 'filler', 'models', 'filler_0.py'));
  await check();
  expect(readdirSync(caches)).toHaveLength(2);
  expect(readdirSync(caches)).toContain('of somebody else.txt');
});

test('fixes are made in what stands in the files', async () => {
  await keep();
  const { stdout } = await check('--fix', '--unsafe-fixes');
  expect(JSON.parse(stdout).fixed).toBeDefined();
  expect(await check()).toEqual(await check('--no-cache'));
});

test('crons are listed alike', async () => {
  const crons = (...options: string[]) => cronvet(['crons', 'addons', ...options], folder, env());
  const first = await crons('--no-cache');
  expect(first.stdout).toContain('leaky_addon');
  await crons();
  await crons();
  expect(await crons()).toEqual(first);
});
