// What a method has written and not yet flushed at each point of its course.

import type { WithStatement } from '../ir/statement';
import { statementsIn } from '../ir/walk';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { CallFact, Fact, Facts, WriteFact } from '../semantics/fact';
import { contains, type LocalSpan } from '../text/span';

/** A write, or a call of a method that writes, whose values may still be only in the cache. */
export type Pending = WriteFact | CallFact;

/** A place in the method's course, with what is pending there. */
export interface PointOfCourse {
  readonly at: LocalSpan;
  readonly pending: readonly Pending[];
}

/** What the calls of a method do. */
export interface CallEffects {
  writes(call: CallFact): boolean;
  releases(call: CallFact): boolean;
}

/** Every release of the method, in every order in which the code can come to it. */
export function pendingAtReleases(run: MethodFacts, effects: CallEffects): readonly PointOfCourse[] {
  const course = new Course(run, effects);
  course.follow(run.facts, []);
  return course.points;
}

/** Follows the facts in order. `try` handlers start afresh: there, throwing away is often what is meant. */
class Course {
  readonly points: PointOfCourse[] = [];
  readonly #effects: CallEffects;
  readonly #savepoints: readonly LocalSpan[];

  constructor(run: MethodFacts, effects: CallEffects) {
    this.#effects = effects;
    this.#savepoints = savepointsIn(run);
  }

  follow(facts: Facts, start: readonly Pending[]): readonly Pending[] {
    let pending = start;
    for (const fact of facts) pending = this.#after(fact, pending);
    return pending;
  }

  #after(fact: Fact, pending: readonly Pending[]): readonly Pending[] {
    switch (fact.kind) {
      case 'write':
        return [...pending, fact];
      case 'call':
        if (this.#effects.releases(fact)) return [];
        return this.#effects.writes(fact) ? [...pending, fact] : pending;
      case 'release':
        this.points.push({ at: fact.at, pending: pending.filter((each) => !this.#isFlushed(each, fact.at)) });
        return [];
      case 'loop':
        // The second round comes to the loop's start with what the first one left.
        return this.follow(fact.body, this.follow(fact.body, pending));
      case 'branch':
        return [...new Set(fact.arms.flatMap((arm) => this.#afterArm(arm, pending)))];
      case 'try': {
        const after = this.follow(fact.body, pending);
        return [...after, ...fact.handlers.flatMap((handler) => this.follow(handler, []))];
      }
      default:
        return pending;
    }
  }

  #afterArm(arm: Facts, pending: readonly Pending[]): readonly Pending[] {
    const after = this.follow(arm, pending);
    const last = arm.at(-1);
    return last?.kind === 'exit' && (last.how === 'return' || last.how === 'raise') ? [] : after;
  }

  /** Leaving `with cr.savepoint()` flushes. */
  #isFlushed({ at }: Pending, now: LocalSpan): boolean {
    return this.#savepoints.some((block) => contains(block, at) && !contains(block, now));
  }
}

function savepointsIn(run: MethodFacts): readonly LocalSpan[] {
  return statementsIn(run.ir.body).flatMap((statement) =>
    statement.kind === 'with' && opensSavepoint(statement) ? [statement.body.at] : [],
  );
}

/** `with self.env.cr.savepoint():`, and whatever hands such a block on. */
export function opensSavepoint({ items }: WithStatement): boolean {
  return items.some(
    ({ context }) =>
      context.kind === 'call' && context.callee.kind === 'attribute' && context.callee.name === 'savepoint',
  );
}
