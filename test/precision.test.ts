// docs/precision.md against docs/precision.json; neither needs the trees that were judged.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULE_IDS } from '../engine/src/index';
import { precisionPage } from '../scripts/precision/page.mjs';

interface Judgement {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly verdict: string;
  readonly why?: string;
}

interface Tree {
  readonly repository: string;
  readonly commit: string;
  readonly odoo: string;
  readonly judgements: readonly Judgement[];
}

const read = (name: string): string => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8');
const data: { readonly trees: readonly Tree[] } = JSON.parse(read('precision.json'));
const judgements = data.trees.flatMap((tree) =>
  tree.judgements.map((each) => ({ ...each, place: `${tree.repository} ${each.path}:${each.line}` })),
);

test('the page is what the data make of it', () => {
  expect(read('precision.md')).toBe(precisionPage(data));
});

test('every verdict is one of three, and gives its reason unless it is right', () => {
  const unknown = judgements.filter(({ verdict }) => !/^(right|debatable|wrong)$/.test(verdict));
  const unexplained = judgements.filter(({ verdict, why }) => verdict !== 'right' && !why);
  expect(unknown.map(({ place }) => place)).toEqual([]);
  expect(unexplained.map(({ place }) => place)).toEqual([]);
});

test('every rule that is named exists', () => {
  const ids: readonly string[] = RULE_IDS;
  expect(judgements.filter(({ rule }) => !ids.includes(rule)).map(({ rule }) => rule)).toEqual([]);
});

test('every tree is there once, at one commit, and every place is judged once for a rule', () => {
  const repositories = data.trees.map(({ repository }) => repository);
  expect(new Set(repositories).size).toBe(repositories.length);
  expect(data.trees.filter(({ commit }) => !/^[0-9a-f]{40}$/.test(commit))).toEqual([]);
  const places = judgements.map(({ place, rule }) => `${place} ${rule}`);
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
});
