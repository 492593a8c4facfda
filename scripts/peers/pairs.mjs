// Rules of other linters that look at what rules of ours look at.

/** Lines between two findings that are still one place. */
export const NEAR = 3;

/** Folders that CronVet leaves alone, as engine/src/check/check-file.ts has it. */
export const LEFT_ALONE = /(^|\/)(tests?|test_\w+|migrations|upgrades|static|node_modules|setup)\//;

export const PAIRS = [
  {
    tool: 'pylint-odoo',
    rule: 'no-search-all',
    ours: ['unbounded-search', 'loop-without-release'],
  },
  {
    tool: 'pylint-odoo',
    rule: 'invalid-commit',
    ours: ['commit-outside-cron', 'commit-per-record'],
  },
  {
    tool: 'ruff',
    rule: 'B019',
    ours: ['method-lru-cache'],
  },
  {
    tool: 'ruff',
    rule: 'SIM115',
    ours: ['unclosed-resource'],
  },
];
