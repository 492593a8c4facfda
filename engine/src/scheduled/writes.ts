// What some facts call and write, by themselves and by everything that they call.

import type { MethodFacts } from '../semantics/evaluate-method';
import { type Facts, type WriteFact, walk } from '../semantics/fact';
import type { FactsStore, Lookups } from './facts-store';
import { calleesOf } from './reach';

const MAX_DEPTH = 5;

/** The runs of every method that the facts call, and of what those call; the run that they stand in is none of them. */
export function runsCalledBy(
  facts: Facts,
  run: MethodFacts,
  lookups: Lookups,
  store: FactsStore,
): readonly MethodFacts[] {
  const seen = new Set<MethodFacts>([run]);
  collect(facts, run, 0);
  seen.delete(run);
  return [...seen];

  function collect(from: Facts, within: MethodFacts, depth: number): void {
    for (const fact of walk(from)) {
      if (fact.kind !== 'call' || depth >= MAX_DEPTH) continue;
      for (const { ref, context } of calleesOf(fact, within, lookups)) {
        const callee = store.run(ref, context);
        if (seen.has(callee)) continue;
        seen.add(callee);
        collect(callee.facts, callee, depth + 1);
      }
    }
  }
}

/** Every write on some path through the facts, those of callees included. */
export function writesBy(
  facts: Facts,
  run: MethodFacts,
  lookups: Lookups,
  store: FactsStore,
): readonly WriteFact[] {
  const all = [facts, ...runsCalledBy(facts, run, lookups, store).map((callee) => callee.facts)];
  return all.flatMap((each) => [...walk(each)].filter((fact) => fact.kind === 'write'));
}
