// The batch rewrite of a loop together with the statements beside it that work on all of its records:
// `records.write(…)` and `for record in records:` go over the same batches.

import type { ForStatement } from '../ir/statement';
import { lineBreakOf, lineEnd, lineStart, nextLine } from '../text/indentation';
import type { Span } from '../text/span';
import { assignment, type Computed, computedBefore, innerCall, innerText } from './batch-call-text';
import { planSnapshot, type SnapshotPlan } from './batch-snapshot';
import { batchReason, batchTitle, deeper, innerBody } from './batch-text';
import { type BesideLoop, besideLoop } from './beside-loop';
import { type BulkCall, nameOf } from './bulk-call';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, refuse, sourceOf } from './fix-context';
import { untilFinished } from './unfinished-work';

/**
 * Rewrites the loop and its neighbours into one loop over batches. Refused with `reason` where something else than its
 * neighbours takes all of the records.
 */
export function batchBeside(loop: ForStatement, reason: string, given: FixContext): Fix | NoFix {
  const refused = batchTitle('of the ids found', given);
  const beside = besideLoop(loop, given);
  if (!beside) return refuse(refused, reason);
  if (beside === 'bound') return refuse(refused, BOUND);
  const ctx = untilFinished(loop, given);
  const title = batchTitle('of the ids found', ctx);
  const plan = planSnapshot(loop, title, ctx);
  if (plan.kind === 'no-fix') return plan;
  if (plan.layout.inline || plan.source.lines.length > 0) return refuse(title, reason);
  const works = [
    ...beside.before.flatMap((each) => (each.kind === 'work' ? [each.bulk] : [])),
    ...beside.after,
  ];
  const names = [...new Set(works.map(nameOf))].map((name) => `\`${name}\``).join(', ');
  const at = spanOf(loop, beside, plan, ctx);
  return {
    kind: 'fix',
    title,
    applicability: 'unsafe',
    why: `${batchReason(loop, plan.why, ctx)} ${names} and the loop are done batch by batch: no longer the one for all records, and then the other.`,
    edits: [...plan.edits, { at, newText: new Rewriter(loop, beside, works, plan, ctx).text(at) }],
  };
}

const BOUND =
  'The loop and the work beside it depend on each other: a name that both use, a value that is computed, a way out. Batches would change what is written: do that work on each record, in the loop.';

/** Whole lines, from the first neighbour to the last. */
function spanOf(
  loop: ForStatement,
  { before, after }: BesideLoop,
  plan: SnapshotPlan,
  ctx: FixContext,
): Span {
  const [first] = before;
  const top = first?.kind === 'work' ? first.bulk.statement : loop;
  const ends = after.map(({ statement }) => lineEnd(ctx.text, fileSpan(statement.at, ctx).end));
  return {
    start: lineStart(ctx.text, fileSpan(top.at, ctx).start),
    end: Math.max(plan.layout.body.end, ...ends),
  };
}

/** Writes the group line by line: what stands above the batch loop, and what goes into it. */
class Rewriter {
  readonly #loop: ForStatement;
  readonly #beside: BesideLoop;
  readonly #values: ReadonlyMap<BulkCall, readonly Computed[]>;
  readonly #plan: SnapshotPlan;
  readonly #ctx: FixContext;
  readonly #above: string[] = [];
  readonly #inside: string[] = [];
  #from = 0;

  constructor(
    loop: ForStatement,
    beside: BesideLoop,
    works: readonly BulkCall[],
    plan: SnapshotPlan,
    ctx: FixContext,
  ) {
    const taken = new Set<string>();
    this.#values = new Map(works.map((bulk) => [bulk, computedBefore(bulk, ctx, taken)]));
    this.#loop = loop;
    this.#beside = beside;
    this.#plan = plan;
    this.#ctx = ctx;
  }

  text({ start, end }: Span): string {
    const { layout, batch, head, tail } = this.#plan;
    this.#from = start;
    for (const each of this.#beside.before) {
      if (each.kind === 'work') this.#work(each.bulk);
      else
        this.#above.push(this.#linesTo(nextLine(this.#ctx.text, fileSpan(each.statement.at, this.#ctx).end)));
    }
    this.#writeLoop();
    for (const bulk of this.#beside.after) this.#work(bulk);
    this.#keepTo(end);
    const computed = [...this.#values].flatMap(([bulk, values]) =>
      values.map(({ name, value }) => assignment(name, value, bulk, this.#ctx)),
    );
    // After a commit another transaction may have deleted some of the records that are still to come.
    const some = this.#ctx.mayCommit ? [`${layout.unit}${batch} = ${batch}.exists()`] : [];
    const lines = [...computed, ...head, ...some].map((line) => layout.indent + line);
    return [...this.#above, ...lines, ...this.#inside].join(lineBreakOf(this.#ctx.text)) + tail;
  }

  #work(bulk: BulkCall): void {
    const { layout, batch } = this.#plan;
    const at = fileSpan(bulk.statement.at, this.#ctx);
    this.#keepTo(lineStart(this.#ctx.text, at.start));
    const text = innerCall(bulk, this.#values.get(bulk) ?? [], batch, this.#ctx);
    this.#inside.push(layout.indent + layout.unit + innerText(bulk, text, this.#ctx));
    this.#from = nextLine(this.#ctx.text, at.end);
  }

  #writeLoop(): void {
    const { layout, batch } = this.#plan;
    this.#keepTo(lineStart(this.#ctx.text, layout.header.start));
    const header = `${layout.indent}${layout.unit}for ${sourceOf(this.#loop.target, this.#ctx)} in ${batch}:`;
    this.#inside.push(header + innerBody(layout, this.#ctx));
    this.#from = nextLine(this.#ctx.text, layout.body.end);
  }

  /** Comments and blank lines go along with what stands below them. */
  #keepTo(to: number): void {
    if (to > this.#from) this.#inside.push(deeper(this.#linesTo(to), this.#plan.layout.unit));
  }

  /** The lines up to an offset, without the last line break. */
  #linesTo(to: number): string {
    const lines = this.#ctx.text.slice(this.#from, to).replace(/\r?\n$|\r$/, '');
    this.#from = to;
    return lines;
  }
}
