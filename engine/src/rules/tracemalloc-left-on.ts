import { stopInFinally } from '../fixes/stop-in-finally';
import type { Block, Statement } from '../ir/statement';
import { blockOf, statementsIn } from '../ir/walk';
import { TRACING_WORDS } from '../odoo/anywhere-words';
import { defineRule, type MethodContext } from './rule';

const STOP = /\btracemalloc\.stop\(/;
const COSTS = 'everything in this worker takes 3 to 5 times as long from then on';

/** Docs and tests: ./tracemalloc-left-on.md */
export const tracemallocLeftOn = defineRule({
  id: 'tracemalloc-left-on',
  summary: 'Memory tracing is started and not stopped: the whole worker is slow from then on.',
  severity: 'warning',
  words: TRACING_WORDS,
  *checkMethod(run, context) {
    for (const statement of statementsIn(run.ir.body)) {
      if (!isCall(statement, 'tracemalloc.start(', context)) continue;
      const block = blockOf(run.ir.body, statement);
      const left = block && howItIsLeft(statement, block, context);
      if (!left) continue;
      yield {
        at: statement.at,
        message: `${left.message}: ${COSTS}.`,
        fixes: () => [
          stopInFinally(
            { start: statement, block, stop: left.stop, stopCall: 'tracemalloc.stop()' },
            context.fixContext(),
          ),
        ],
      };
    }
  },
  *checkFile({ text, outline }) {
    if (!text.includes('tracemalloc.start(') || STOP.test(text)) return;
    for (const { index, 0: call } of text.matchAll(/^tracemalloc\.start\([^)\n]*\)/gm)) {
      if (outline.functions.some(({ span }) => span.start <= index && index < span.end)) continue;
      yield {
        at: { start: index, end: index + call.length },
        message: `Tracing starts when the module is imported and is never stopped: ${COSTS}.`,
      };
    }
  },
});

interface Left {
  readonly message: string;
  readonly stop: Statement | undefined;
}

function howItIsLeft(start: Statement, block: Block, context: MethodContext): Left | undefined {
  if (!STOP.test(context.fileText())) return { message: 'tracemalloc is never stopped', stop: undefined };
  const after = block.statements.slice(block.statements.indexOf(start) + 1);
  const stop = after.find((each) => isCall(each, 'tracemalloc.stop(', context));
  if (!stop) return undefined;
  const between = after.slice(0, after.indexOf(stop));
  return between.some(leaves)
    ? { message: 'A return before the stop leaves tracemalloc on', stop }
    : undefined;
}

/** A `return` that skips what follows; a `finally` around it is looked at by the caller. */
function leaves(statement: Statement): boolean {
  const inside = statementsIn({ statements: [statement], at: statement.at, inline: false });
  const inner = inside.filter(({ kind }) => kind === 'function');
  return inside.some(
    ({ kind, at }) =>
      kind === 'return' && !inner.some((each) => each.at.start <= at.start && at.end <= each.at.end),
  );
}

function isCall(statement: Statement, head: string, { text }: MethodContext): boolean {
  return statement.kind === 'expression' && text.startsWith(head, statement.at.start);
}
