// A rule's page as users read it: the same page, without what only its tests need.

import { expect, test } from 'vitest';
import { briefPage, pageSummary, readerPage } from '../engine/src/index';

const PAGE = `# leaky-loop

A loop that leaks.

## Why
Because.

## Reported
\`\`\`py /sale/models/order.py
for order in self.search([]):  # ! leaky-loop
#            ^^^^^^^^^^^^^^^ It leaks
    order.x = 1  # kept: a comment!
\`\`\`
\`\`\`py fixed "Process in batches" unsafe
pass
\`\`\`
\`\`\`xml
<field name="code">model.x()</field> <!-- ! leaky-loop -->
\`\`\`
`;

test('fences keep their language only, and the marks of the tests become arrows', () => {
  expect(readerPage(PAGE)).toBe(`# leaky-loop

A loop that leaks.

## Why
Because.

## Reported
\`\`\`python
for order in self.search([]):  # <- leaky-loop
    order.x = 1  # kept: a comment!
\`\`\`
\`\`\`python
pass
\`\`\`
\`\`\`xml
<field name="code">model.x()</field> <!-- <- leaky-loop -->
\`\`\`
`);
});

test('the summary ends where the examples begin', () => {
  expect(pageSummary(PAGE)).toBe('# leaky-loop\n\nA loop that leaks.\n\n## Why\nBecause.');
  expect(pageSummary('# short\n\nNo examples.\n')).toBe('# short\n\nNo examples.');
});

test('plots and comments of measurements are for the repository, the table is for readers, the hover has neither', () => {
  const measured = `# leaky-loop

## Why
It takes 300 MB.
<!-- measured: loop.17.before.mb -->

<!-- evidence -->
| | Rows |
|---|---|
| A loop | 10 |

![A loop](../../../docs/evidence/loop.svg)

![Another](../../../docs/evidence/other.svg)
<!-- /evidence -->

## Reported
`;
  const table = '| | Rows |\n|---|---|\n| A loop | 10 |';
  expect(readerPage(measured)).toBe(
    `# leaky-loop\n\n## Why\nIt takes 300 MB.\n\n${table}\n\n\n## Reported\n`,
  );
  expect(pageSummary(measured)).toBe('# leaky-loop\n\n## Why\nIt takes 300 MB.');
});

test('a brief page has the first examples of each section, and says how many more there are', () => {
  const example = (name: string) =>
    `Like ${name}.\n\n\`\`\`py\n${name}()\n\`\`\`\n\`\`\`py fixed "Do"\nfix\n\`\`\`\n\n`;
  const page = `# rule\n\nText.\n\n## Why\nBecause.\n\n## Reported\n${example('one')}${example('two')}${example('three')}## Limits\nNone.\n`;
  const brief = briefPage(page, 2);
  expect(brief).toContain('Like one.\n\n```python\none()\n```\n```python\nfix\n```\n');
  expect(brief).toContain('Like two.');
  expect(brief).not.toContain('Like three.');
  expect(brief).toContain('… and 1 more.\n\n## Limits\nNone.');
  expect(briefPage(page, 3)).toBe(readerPage(page));
});
