// What some facts write, by themselves and by everything that they call.

import type { MethodFacts } from '../semantics/evaluate-method';
import { type Facts, type WriteFact, walk } from '../semantics/fact';
import type { FactsStore, Lookups } from './facts-store';
import { calleesOf } from './reach';

const MAX_DEPTH = 5;

/** Every write on some path through the facts, those of callees included. */
export function writesBy(
  facts: Facts,
  run: MethodFacts,
  lookups: Lookups,
  store: FactsStore,
): readonly WriteFact[] {
  const writes: WriteFact[] = [];
  const seen = new Set<MethodFacts>([run]);
  collect(facts, run, 0);
  return writes;

  function collect(from: Facts, within: MethodFacts, depth: number): void {
    for (const fact of walk(from)) {
      if (fact.kind === 'write') writes.push(fact);
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
