// What some facts run: the methods that their calls reach, each once.

import type { Block } from '../ir/statement';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type Facts, type WriteFact, walk } from '../semantics/fact';
import { callsOutside } from '../semantics/outside-calls';
import type { FactsStore, Lookups } from './facts-store';
import { calleesOf } from './reach';

const MAX_DEPTH = 3;

/** The runs of the methods that are called, directly or by what is called. */
export interface ReachedRuns {
  readonly runs: readonly MethodFacts[];
  /** False where a method of records cannot be read, or the calls go on too deep. */
  readonly complete: boolean;
}

/** Follows the calls of facts of a run. */
export function reachedRuns(
  facts: Facts,
  run: MethodFacts,
  lookups: Lookups,
  store: FactsStore,
): ReachedRuns {
  const runs = new Set<MethodFacts>();
  let complete = true;
  follow(facts, run, 0);
  return { runs: [...runs], complete };

  function follow(from: Facts, within: MethodFacts, depth: number): void {
    for (const fact of walk(from)) {
      if (fact.kind !== 'call') continue;
      const callees = calleesOf(fact, within, lookups);
      if ((callees.length === 0 && fact.on.kind === 'records') || depth >= MAX_DEPTH) complete = false;
      if (depth >= MAX_DEPTH) continue;
      for (const { ref, context } of callees) {
        const callee = store.run(ref, context);
        if (callee === run || runs.has(callee)) continue;
        runs.add(callee);
        follow(callee.facts, callee, depth + 1);
      }
    }
  }
}

/** Every write on some path through the facts, those of what they reach included. */
export function writesOf(facts: Facts, { runs }: ReachedRuns): readonly WriteFact[] {
  return [facts, ...runs.map((run) => run.facts)].flatMap((each) =>
    walk(each).filter((fact) => fact.kind === 'write'),
  );
}

/** Whether a block, or what it reaches, goes outside the database: what is sent there cannot be rolled back. */
export function reachesOutside(block: Block, { runs, complete }: ReachedRuns): 'yes' | 'no' | 'unknown' {
  if (callsOutside(block) || runs.some(({ ir }) => callsOutside(ir.body))) return 'yes';
  return complete ? 'no' : 'unknown';
}
