// What a method has written and not yet flushed at each point of its course.

import type { WithStatement } from '../ir/statement';
import { statementsIn } from '../ir/walk';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type CallFact, type Fact, type Facts, type TryFact, type WriteFact, walk } from '../semantics/fact';
import { contains, type LocalSpan } from '../text/span';

/** A write, or a call of a method that writes, whose values may still be only in the cache. */
export type Pending = WriteFact | CallFact;

/** A place in the method's course, with what is pending there. */
export interface PointOfCourse {
  readonly at: LocalSpan;
  readonly pending: readonly Pending[];
  /** In an `except`: those of them that were there before its `try` began. */
  readonly earlier: ReadonlySet<Pending>;
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

/**
 * Follows the facts in order. In a `try` handler, throwing away what the `try` has written is what is meant; what was
 * written before it, by earlier rounds of a loop above all, is not.
 */
class Course {
  readonly points: PointOfCourse[] = [];
  readonly #effects: CallEffects;
  readonly #savepoints: readonly LocalSpan[];
  /** What was pending before the `try` whose handler is followed. */
  #earlier: ReadonlySet<Pending> = new Set();
  /** The bodies of the loops around. */
  #around: readonly Facts[] = [];

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
        this.points.push({
          at: fact.at,
          pending: pending.filter((each) => !this.#isFlushed(each, fact.at)),
          earlier: this.#earlier,
        });
        return [];
      case 'loop':
        return this.#afterLoop(fact.body, pending);
      case 'branch':
        return [...new Set(fact.arms.flatMap((arm) => this.#afterArm(arm, pending)))];
      case 'try': {
        const after = this.follow(fact.body, pending);
        const kept = this.#keptThrough(fact, pending);
        return [...new Set([...after, ...fact.handlers.flatMap((each) => this.#afterHandler(each, kept))])];
      }
      default:
        return pending;
    }
  }

  /** The second round comes to the loop's start with what the first one left. */
  #afterLoop(body: Facts, pending: readonly Pending[]): readonly Pending[] {
    const around = this.#around;
    this.#around = [...around, body];
    const after = this.follow(body, this.follow(body, pending));
    this.#around = around;
    return after;
  }

  #afterHandler(handler: Facts, kept: readonly Pending[]): readonly Pending[] {
    const earlier = this.#earlier;
    this.#earlier = new Set(kept);
    const after = this.follow(handler, kept);
    this.#earlier = earlier;
    return after;
  }

  /**
   * What was written before a `try` and is still pending where it fails: nothing in it releases, and nothing in the loops
   * around searches the model, which would write its pending values first.
   */
  #keptThrough({ body, at }: TryFact, pending: readonly Pending[]): readonly Pending[] {
    const hasSavepoint = this.#savepoints.some((block) => contains(at, block));
    const mayFlush = (fact: Fact) =>
      fact.kind === 'release' || (fact.kind === 'call' && this.#effects.releases(fact));
    if (hasSavepoint || walk(body).some(mayFlush)) return [];
    const searched = [body, ...this.#around].flatMap((facts) =>
      walk(facts).flatMap((fact) => (fact.kind === 'search' ? [fact.model] : [])),
    );
    return pending.filter(
      (each) =>
        each.kind === 'write' &&
        (each.how === 'write' || each.how === 'assign') &&
        !searched.some((model) => model === undefined || model === each.on.model),
    );
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
