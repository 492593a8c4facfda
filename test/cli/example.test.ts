// The example addon: every rule that ships reports in it once, and the scheduled action that is right stays silent.

import { describe, expect, test } from 'vitest';
import { cronvet } from './support';

interface Report {
  readonly odooVersion: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly severity: string;
    readonly scheduledBy: readonly string[];
    readonly fixes: readonly unknown[];
  }[];
}

/** All but `progress-not-reported`: the addon is for Odoo 17, which has no progress to report. */
const SHIPPED = [
  'batch-without-continuation',
  'batch-without-release',
  'binary-read-in-loop',
  'cache-clear-loses-writes',
  'commit-outside-cron',
  'commit-per-record',
  'cron-method-missing',
  'endless-batch-loop',
  'error-swallowed-in-batch',
  'flush-is-not-release',
  'inverted-remaining',
  'loop-without-release',
  'method-lru-cache',
  'module-level-cache',
  'obsolete-cron-api',
  'offset-over-shrinking-domain',
  'ormcache-returns-records',
  'records-kept-across-batches',
  'recordset-union-in-loop',
  'tracemalloc-left-on',
  'tracked-bulk-write',
  'unbounded-fetch',
  'unbounded-search',
  'unclosed-resource',
];

const EXAMPLE = 'examples/leaky_addon';
const check = async (): Promise<Report> =>
  JSON.parse((await cronvet(['check', EXAMPLE, '--format', 'json'])).stdout);

describe('the leaky addon', () => {
  test('has every mistake once, and nothing else', async () => {
    const { findings, odooVersion } = await check();
    // That a search holds ids is no mistake.
    const mistakes = findings.filter(({ severity }) => severity !== 'information');
    expect(mistakes.map(({ rule }) => rule).sort()).toEqual(SHIPPED);
    expect(odooVersion).toBe('17.0');
  });

  test('says how each is scheduled, but for those that need not be', async () => {
    const { findings } = await check();
    const anywhere = [
      'cache-clear-loses-writes',
      'commit-outside-cron',
      'inverted-remaining',
      'method-lru-cache',
      'module-level-cache',
      'obsolete-cron-api',
      'ormcache-returns-records',
      'tracemalloc-left-on',
      'unclosed-resource',
    ];
    const scheduled = findings.filter(({ scheduledBy }) => scheduledBy.length > 0).map(({ rule }) => rule);
    const rules = new Set(scheduled.filter((rule) => !anywhere.includes(rule)));
    expect(rules.size).toBe(SHIPPED.length - anywhere.length);
    for (const { scheduledBy, rule } of findings) {
      if (!anywhere.includes(rule)) expect(scheduledBy[0]).toMatch(/^ir\.cron "Webshop: /);
    }
  });

  test('offers a fix for every loop, write and resource', async () => {
    const { findings } = await check();
    const fixable = findings.filter(({ fixes }) => fixes.length > 0).map(({ rule }) => rule);
    expect(fixable).toEqual(
      expect.arrayContaining([
        'batch-without-release',
        'commit-per-record',
        'endless-batch-loop',
        'error-swallowed-in-batch',
        'flush-is-not-release',
        'loop-without-release',
        'recordset-union-in-loop',
        'tracked-bulk-write',
        'unclosed-resource',
      ]),
    );
  });

  test('has one scheduled action that is as it should be', async () => {
    const { findings } = await check();
    expect(findings.filter(({ path }) => path.endsWith('shop_visit.py'))).toEqual([]);
    const { stdout } = await cronvet(['crons', EXAMPLE]);
    expect(stdout).toContain('shop.visit._cron_rate');
    expect(stdout).toContain('15 scheduled actions; 1 call not found.');
  });

  test('prints the same bytes on every run', async () => {
    const runs = [await cronvet(['check', EXAMPLE, '--format', 'json'])];
    runs.push(await cronvet(['check', EXAMPLE, '--format', 'json']));
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(runs[0]?.code).toBe(1);
  });
});
