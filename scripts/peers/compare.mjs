// Two lists of findings → what both see, what only one sees, and a sample of that which stays the same.

import { createHash } from 'node:crypto';
import { NEAR } from './pairs.mjs';

/** Disagreements of a pair and a side that a person looks at; of one repository at most so many, while others have some. */
const SAMPLE = 12;
const OF_ONE_TREE = 3;

/** What a pair's two sides see in one tree: findings of the pair's rules. `isChecked` tells which files CronVet checks. */
export function compare(peers, ours, isChecked) {
  const seen = peers.filter(({ path }) => isChecked(path));
  const isSame = (peer) => (our) => [our, ...our.also].some((place) => isNear(place, peer));
  return {
    both: seen.filter((peer) => ours.some(isSame(peer))).length,
    onlyPeer: seen.filter((peer) => !ours.some(isSame(peer))),
    onlyOurs: ours.filter((our) => !peers.some((peer) => isSame(peer)(our))),
    aside: peers.length - seen.length,
  };
}

function isNear(one, other) {
  return one.path === other.path && Math.abs(one.line - other.line) <= NEAR;
}

/** A few of the places, chosen by their names: what else is found moves none of them in or out by more than its place. */
export function sampleOf(places) {
  const shuffled = places.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const taken = new Map();
  const first = [];
  const rest = [];
  for (const place of shuffled) {
    const count = (taken.get(place.repository) ?? 0) + 1;
    taken.set(place.repository, count);
    (count <= OF_ONE_TREE ? first : rest).push(place);
  }
  return [...first, ...rest].slice(0, SAMPLE).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** A place's name, by which its verdict is found again. */
export function nameOf({ repository, path, line, rule }) {
  return `${repository} ${path}:${String(line).padStart(6, '0')} ${rule}`;
}

function rank(place) {
  return createHash('sha256').update(nameOf(place)).digest('hex');
}
