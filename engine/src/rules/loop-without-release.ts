import { batchBeside } from '../fixes/batch-beside';
import { batchLoop } from '../fixes/batch-loop';
import { batchTitle } from '../fixes/batch-text';
import type { Fix, NoFix } from '../fixes/fix';
import { type FixContext, refuse } from '../fixes/fix-context';
import { filterOf } from '../fixes/loop-source';
import { untilFinished } from '../fixes/unfinished-work';
import type { CallExpression } from '../ir/expression';
import type { ForStatement } from '../ir/statement';
import { expressionsIn } from '../ir/walk';
import { originsOf } from '../scheduled/analysis';
import { flushForRelease } from '../semantics/cadence';
import type { LoopFact } from '../semantics/fact';
import { loopShape } from '../semantics/loop-work';
import type { OriginId } from '../semantics/value';
import { sizedForLoop } from './batch-size';
import { isGiven } from './given';
import { largeInBody } from './large-in-body';
import { readsOnly } from './reads-only';
import { defineRule, type LocalRelated, type ScheduledContext } from './rule';
import { loopName, modelName, whyMany } from './wording';

/** Docs and tests: ./loop-without-release.md */
export const loopWithoutRelease = defineRule({
  id: 'loop-without-release',
  summary: 'A scheduled loop over unbounded records never releases the record cache.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const loop of context.leakingLoops()) {
      if (loopShape(loop) !== 'records' || isGiven(loop.over, context) || flushForRelease(loop)) continue;
      const model = modelName(loop.over);
      yield {
        at: loop.at,
        message: `${loopName(loop)} goes over every ${model} found and nothing in it commits or invalidates: about 1.6 kB a record stay in memory until the job ends.`,
        related: searchesOf(loop, context),
        fixes: () => fixesOf(loop, run.ref.key, context),
      };
    }
  },
});

/** What the loop goes over where it is no recordset, which alone is cut into batches. */
const NOT_RECORDS: ReadonlyMap<string, string> = new Map([
  ['ids', 'The loop goes over ids already: `split_every` them and browse each batch.'],
  [
    'rows',
    'The loop goes over the rows of a query: page by id with a LIMIT, or `split_every` their ids and browse each batch.',
  ],
]);

function fixesOf(loop: LoopFact, refKey: string, context: ScheduledContext): readonly (Fix | NoFix)[] {
  if (loop.statement?.kind !== 'for') return [];
  const fixContext = fixContextOf(loop, context);
  const other = NOT_RECORDS.get(loop.over.kind);
  if (other !== undefined) return [refuse(batchTitle('of the ids found', fixContext), other)];
  const { statement } = loop;
  const reason = originsOf(loop.over)
    .map((origin) => whyBatchesDoNotHelp(origin, isFilteredHere(statement, context), context))
    .find((each) => each !== undefined);
  if (reason?.isWrite) {
    const { batch } = fixContext;
    // A loop that only reads stands beside a write here: what they do together is committed.
    return [batchBeside(statement, reason.text, { ...context.fixContext(), batch })];
  }
  const large = largeInBody(loop, refKey, context);
  const text =
    reason?.text ??
    (large &&
      `\`${large}\` is worked with in every round, and what a release drops of it is read again for the next batch, all of it: ${INSTEAD_OF_LARGE}.`);
  if (text) return [refuse(batchTitle('of the ids found', fixContext), text)];
  return batchLoop(loop.statement, ownSearch(loop, refKey, context), fixContext);
}

const INSTEAD_OF_LARGE =
  'take what is needed of it before the loop (by `_read_group()`, or plain values in a dict), or search in the loop for what belongs to the record';

/** What a rewrite of the loop goes by: nothing to commit where it only reads or is no whole, few files or calls to a batch. */
export function fixContextOf(loop: LoopFact, context: ScheduledContext): FixContext {
  const given = context.fixContext();
  const { statement } = loop;
  const isRead = statement?.kind === 'for' && readsOnly(statement, loop.body, given.method.body);
  const read = isRead ? { ...given, mayCommit: false, uncommitted: 'the loop writes nothing' } : given;
  return sizedForLoop(loop, statement ? untilFinished(statement, read) : read, context);
}

/** The loop is not the only thing that takes all of the records at once: the rest would stay. */
function whyBatchesDoNotHelp(
  origin: OriginId,
  isFiltered: boolean,
  context: ScheduledContext,
): { readonly isWrite: boolean; readonly text: string } | undefined {
  const uses = context.usesOf(origin);
  const isRead = uses.has('filtered') || uses.has('mapped');
  if (isRead && !(isFiltered && !context.usesHere(origin).has('passed'))) {
    const text =
      'Something reads all of these records at once (filtered(), sorted(), mapped() or a comprehension), and batches cannot help that: put the condition into the domain, the order into the search.';
    return { isWrite: false, text };
  }
  if (!uses.has('written') && !uses.has('deleted')) return undefined;
  const call = uses.has('deleted') ? 'unlink()' : 'write()';
  const text = `A ${call} takes all of these records at once, too: put it right above or below the loop, and both go over the same batches.`;
  return { isWrite: true, text };
}

/** Each batch can be filtered by itself, and nothing else in the method looks at all of the records. */
function isFilteredHere(loop: ForStatement, context: ScheduledContext): boolean {
  const ctx = context.fixContext();
  if (!filterOf(loop, ctx)) return false;
  const others = expressionsIn(ctx.method.body).filter(
    (each) => each.kind === 'comprehension' || (each.kind === 'attribute' && READS_ALL.test(each.name)),
  );
  return others.length === 1;
}

const READS_ALL = /^(?:filtered|filtered_domain|grouped|mapped|sorted)$/;

/** The searches that the loop's records come from. */
export function searchesOf(loop: LoopFact, context: ScheduledContext): readonly LocalRelated[] {
  return originsOf(loop.over).flatMap((origin) => {
    const fetch = context.fetch(origin);
    if (fetch)
      return [
        { ref: fetch.ref, at: fetch.fetch.at, message: 'The ids come from this query: it has no LIMIT.' },
      ];
    const found = context.search(origin);
    return found
      ? [
          {
            ref: found.ref,
            at: found.search.at,
            message: `The records come from this search: it ${whyMany(found.search)}.`,
          },
        ]
      : [];
  });
}

/** The one search of this method that the loop goes over. */
export function ownSearch(
  loop: LoopFact,
  refKey: string,
  context: ScheduledContext,
): CallExpression | undefined {
  const [origin, ...more] = originsOf(loop.over);
  const found = origin === undefined || more.length > 0 ? undefined : context.search(origin);
  return found?.ref.key === refKey ? found.search.call : undefined;
}
