// Every rule's page, run: what it marks is reported and nothing else, and its fixes are what it shows.

import { readdirSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { RULE_IDS } from '../engine/src/index';
import { findingsIn, settingsOf, textsOf, withWorkspace } from './support/engine';
import { fixtureOf } from './support/fixture';
import { fixesOf, fixIsLawful, keptAgrees, noTreeIsLeft, twinsAgree } from './support/laws';
import { readSpec, rewriteSpec, type Spec } from './support/md-spec';
import { runCase, type Updates } from './support/run-spec';

const PAGES = new URL('../engine/src/rules/', import.meta.url);

afterEach(noTreeIsLeft);

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync(PAGES).filter((name) => name.endsWith('.md'));
  expect(pages.sort()).toStrictEqual(RULE_IDS.map((id) => `${id}.md`).sort());
});

for (const id of RULE_IDS) {
  const spec = readSpec(new URL(`${id}.md`, PAGES));
  const updates: Updates = new Map();
  describe(id, () => {
    test('the page has its parts in order', () => pageIsWhole(id, spec));
    for (const specCase of spec.cases) {
      const fixture = fixtureOf(specCase);
      const texts = textsOf(fixture);
      for (const version of fixture.versions) {
        const settings = settingsOf(specCase, version);
        test(`${specCase.title}${version && ` (${version})`}`, () => {
          runCase(specCase, fixture, texts, settings, updates);
          withWorkspace(texts, settings, (workspace) => {
            for (const finding of findingsIn(workspace, texts))
              for (const fix of fixesOf(finding)) fixIsLawful(finding, fix, texts, settings);
          });
          twinsAgree(texts, settings);
          keptAgrees(texts, settings);
        });
      }
    }
  });
  afterAll(() => {
    if (process.env['UPDATE']) rewriteSpec(spec.path, updates);
  });
}

function pageIsWhole(id: string, { headings, cases }: Spec): void {
  const parts = headings.filter((heading) => /^##? /.test(heading));
  expect(parts).toStrictEqual([
    `# ${id}`,
    '## Why',
    '## Reported',
    '## Not reported',
    ...(parts.includes('## Fix') ? ['## Fix'] : []),
    '## Limits',
  ]);
  const hasExactPlace = cases.some(({ files }) =>
    files.some(({ body }) => /^\s*(?:#|<!--)\s*\^+ \S/m.test(body)),
  );
  expect(hasExactPlace, 'one case shows the span and the message').toBe(true);
  for (const { section, files, title } of cases) {
    const own = files.flatMap((fence) => fixtureMarks(fence.body, id));
    const isReported = own.some((mark) => !/\((information|hint)\)/.test(mark));
    if (section === 'Not reported') expect(isReported, title).toBe(false);
    if (section === 'Reported') expect(own.length, title).toBeGreaterThan(0);
  }
}

function fixtureMarks(code: string, id: string): readonly string[] {
  return code.match(new RegExp(`!.*\\b${id}\\b( \\(\\w+\\))?`, 'g')) ?? [];
}
