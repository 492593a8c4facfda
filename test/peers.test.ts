// docs/peers.md is what `npm run peers` makes of docs/peers.json, and every disagreement in it has a verdict.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../engine/src/index';

interface Place {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly verdict?: string;
}

interface Side {
  readonly count: number;
  readonly sample: readonly Place[];
}

interface Data {
  readonly pairs: readonly {
    readonly rule: string;
    readonly ours: readonly string[];
    readonly onlyPeer: Side;
    readonly onlyOurs: Side;
  }[];
}

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const script = (name: string) => import(new URL(`../scripts/peers/${name}.mjs`, import.meta.url).href);
const data: Data = JSON.parse(read('docs/peers.json'));

test('the page is made of the data', async () => {
  const { peersPage } = await script('page');
  expect(read('docs/peers.md')).toBe(peersPage(data));
});

describe.each(data.pairs)('$rule', ({ ours, onlyPeer, onlyOurs }) => {
  test('is compared with rules that there are', () => {
    expect(ours.filter((rule) => !RULES.some(({ id }) => id === rule))).toEqual([]);
  });

  test.each(Object.entries({ onlyPeer, onlyOurs }))('has a verdict on ten of %s, or on all', (_, side) => {
    expect(side.sample.length).toBeGreaterThanOrEqual(Math.min(10, side.count));
    expect(side.sample.filter(({ verdict }) => !verdict?.endsWith('.'))).toEqual([]);
  });
});

describe('a comparison', () => {
  const at = (path: string, line: number) => ({ rule: 'x', path, line, also: [] });

  test('takes two findings within three lines of one file as one, and leaves tests aside', async () => {
    const { compare } = await script('compare');
    const peers = [at('a.py', 10), at('a.py', 20), at('b.py', 10), at('a/tests/a.py', 10)];
    const ours = [at('a.py', 13), at('a.py', 24), { ...at('c.py', 1), also: [at('b.py', 10)] }];
    expect(compare(peers, ours, (path: string) => !path.includes('tests'))).toEqual({
      both: 2,
      onlyPeer: [at('a.py', 20)],
      onlyOurs: [at('a.py', 24)],
      aside: 1,
    });
  });

  test('samples the same places, whatever their order', async () => {
    const { sampleOf } = await script('compare');
    const places = Array.from({ length: 40 }, (_, n) => ({ ...at('a.py', n + 1), repository: `r/${n % 5}` }));
    const sample = sampleOf(places);
    expect(sample).toHaveLength(12);
    expect(sampleOf(places.toReversed())).toEqual(sample);
  });
});
