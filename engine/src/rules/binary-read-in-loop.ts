import { batchLoop } from '../fixes/batch-loop';
import type { Fix, NoFix } from '../fixes/fix';
import type { Expression } from '../ir/expression';
import { expressionsIn } from '../ir/walk';
import { rootOf } from '../semantics/evaluate';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { ContentFact, Facts, LoopFact } from '../semantics/fact';
import { fixContextOf, ownSearch } from './loop-without-release';
import { defineRule, type ScheduledContext } from './rule';

/** Docs and tests: ./binary-read-in-loop.md */
export const binaryReadInLoop = defineRule({
  id: 'binary-read-in-loop',
  summary: 'A scheduled loop over unbounded records reads the content of files: Odoo reads 1000 at a time.',
  severity: 'warning',
  *checkScheduled(run, context) {
    const seen = new Set<string>();
    for (const { fact, loop } of contentReads(run.facts, undefined)) {
      const key = `${loop?.at.start} ${fact.field}`;
      if (seen.has(key) || mayBeSize(fact, run)) continue;
      seen.add(key);
      yield { at: fact.at, message: messageOf(fact, loop), fixes: () => fixesOf(loop, run.ref.key, context) };
    }
  },
});

/**
 * Other fields than an attachment's own may give the size alone. Source: Binary.read of odoo/orm/fields_binary.py (19.0);
 * in 17.0 it read the content first there, too.
 */
function mayBeSize({ of }: ContentFact, run: MethodFacts): boolean {
  if (of.model === 'ir.attachment') return false;
  return expressionsIn(run.ir.body).some(
    (each) =>
      (each.kind === 'call' && each.args.some((arg) => arg.name === 'bin_size')) ||
      (each.kind === 'dict' &&
        each.entries.some(({ key }) => key?.kind === 'text' && key.value === 'bin_size')),
  );
}

interface ContentRead {
  readonly fact: ContentFact;
  /** The loop over all records; undefined where one call reads them. */
  readonly loop: LoopFact | undefined;
}

/** The loop over all records, and the names that stand for one of them or for what hangs on it. */
interface Around {
  readonly loop: LoopFact;
  readonly names: ReadonlySet<string>;
}

function* contentReads(facts: Facts, around: Around | undefined): Generator<ContentRead> {
  for (const fact of facts) {
    if (fact.kind === 'content') {
      const isOfLoop = around && fact.root !== undefined && around.names.has(fact.root);
      if (fact.of.size === 'many' && fact.ofEach) yield { fact, loop: undefined };
      else if (isOfLoop) yield { fact, loop: around.loop };
    }
    if (fact.kind === 'loop') yield* contentReads(fact.body, enter(fact, around));
    if (fact.kind === 'branch') for (const arm of fact.arms) yield* contentReads(arm, around);
    if (fact.kind === 'try') yield* contentReads(fact.body, around);
  }
}

function enter(loop: LoopFact, around: Around | undefined): Around | undefined {
  if (loop.over.kind === 'batches') return undefined;
  const names = new Set(loop.targets);
  if (loop.over.kind === 'records' && loop.over.size === 'many')
    return isNarrowed(loop) ? undefined : { loop, names };
  const root = loop.statement?.kind === 'for' ? rootOf(loop.statement.over) : undefined;
  // The attachments of one order are read with those of the other orders.
  const hangsOn = root !== undefined && around?.names.has(root);
  return around && hangsOn ? { loop: around.loop, names: new Set([...around.names, ...names]) } : around;
}

/** The body takes one record out of the set that is read together: `record[0]`, `with_prefetch()`, `browse(record.id)`. */
function isNarrowed({ statement, targets }: LoopFact): boolean {
  if (!statement) return false;
  const isTarget = (each: Expression): boolean => each.kind === 'name' && targets.includes(each.id);
  return expressionsIn(statement.body).some((each) => {
    if (each.kind === 'subscript')
      return isTarget(each.object) && (each.index.kind === 'number' || each.index.kind === 'slice');
    if (each.kind !== 'call' || each.callee.kind !== 'attribute') return false;
    const [first] = each.args;
    if (each.callee.name === 'with_prefetch') return true;
    return each.callee.name === 'browse' && first?.value.kind === 'attribute' && isTarget(first.value.object);
  });
}

function messageOf({ field, of }: ContentFact, loop: LoopFact | undefined): string {
  const model = of.model ?? 'record';
  const cost = '2,000 files of 200 kB take 380 to 890 MB';
  return loop
    ? `${field} is read for up to 1000 ${model} records at once, not for this one: ${cost}, and a commit comes too late.`
    : `${field} of every ${model} found is in memory at once: ${cost}.`;
}

function fixesOf(
  loop: LoopFact | undefined,
  refKey: string,
  context: ScheduledContext,
): readonly (Fix | NoFix)[] {
  if (loop?.statement?.kind !== 'for' || context.releases(loop.body)) return [];
  return batchLoop(loop.statement, ownSearch(loop, refKey, context), fixContextOf(loop, context));
}
