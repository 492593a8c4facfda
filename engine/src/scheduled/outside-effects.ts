// Whether some facts, and what they call, reach outside the database: what is sent cannot be rolled back.

import type { Block } from '../ir/statement';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type Facts, walk } from '../semantics/fact';
import { callsOutside } from '../semantics/outside-calls';
import type { FactsStore, Lookups } from './facts-store';
import { calleesOf } from './reach';

const MAX_DEPTH = 3;

/** `unknown` where a method of records cannot be read. */
export type Reaches = 'yes' | 'no' | 'unknown';

/** Whether a block of a run, whose facts these are, reaches outside the database. */
export function reachesOutside(
  block: Block,
  facts: Facts,
  run: MethodFacts,
  lookups: Lookups,
  store: FactsStore,
): Reaches {
  const seen = new Set<MethodFacts>([run]);
  return reaches(block, facts, run, 0);

  function reaches(body: Block, from: Facts, within: MethodFacts, depth: number): Reaches {
    if (callsOutside(body)) return 'yes';
    let worst: Reaches = 'no';
    for (const fact of walk(from)) {
      if (fact.kind !== 'call' || fact.delayed) continue;
      const callees = calleesOf(fact, within, lookups);
      if (callees.length === 0 && fact.on.kind === 'records') worst = 'unknown';
      for (const { ref, context } of callees) {
        const callee = store.run(ref, context);
        if (seen.has(callee)) continue;
        seen.add(callee);
        const found =
          depth < MAX_DEPTH ? reaches(callee.ir.body, callee.facts, callee, depth + 1) : 'unknown';
        if (found === 'yes') return found;
        if (found === 'unknown') worst = found;
      }
    }
    return worst;
  }
}
