// Whether a stretch of facts may release the record cache in its normal course, by itself or by what it calls.
// Decided in the catalogue: a release on any branch counts; one only in `except`, or before the loop is left, does not.

import { type CallFact, type Fact, type Facts, isRelease } from './fact';

/** Whether what a call runs may release the cache. */
export type CalleeReleases = (call: CallFact) => boolean;

/** Whether some path through the facts releases the cache and goes on. */
export function mayRelease(facts: Facts, calleeReleases: CalleeReleases): boolean {
  if (endsTheLoop(facts)) return false;
  return facts.some((fact) => factReleases(fact, calleeReleases));
}

function factReleases(fact: Fact, calleeReleases: CalleeReleases): boolean {
  switch (fact.kind) {
    case 'release':
      return isRelease(fact);
    case 'call':
      return calleeReleases(fact);
    case 'loop':
      return fact.body.some((inner) => factReleases(inner, calleeReleases));
    case 'branch':
      return fact.arms.some((arm) => mayRelease(arm, calleeReleases));
    case 'try':
      return mayRelease(fact.body, calleeReleases);
    default:
      return false;
  }
}

function endsTheLoop(facts: Facts): boolean {
  const last = facts.at(-1);
  return last?.kind === 'exit' && last.how !== 'continue';
}
