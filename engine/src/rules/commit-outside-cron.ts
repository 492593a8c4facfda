import { valuesOf } from '../fixes/iterable';
import type { CallExpression, Expression } from '../ir/expression';
import type { Block, MethodIr, Statement, WithStatement } from '../ir/statement';
import { callsIn, pathTo, statementsIn } from '../ir/walk';
import { ORM_OVERRIDES, ormDecorator } from '../odoo/shared-transactions';
import type { MethodFacts } from '../semantics/evaluate-method';
import { callOf } from '../text/call-words';
import { opensSavepoint } from './pending-writes';
import { isEnv, modelOf } from './receiver';
import { defineRule, type MethodContext } from './rule';

const COMMITS = callOf('commit', '_commit_progress');
/** The code may have a transaction of its own. */
const OWN_TRANSACTION = /\bcursor\(|\bEnvironment\(|\bwith_env\(|\bnew_env\b|\benv\(/;

/** Docs and tests: ./commit-outside-cron.md */
export const commitOutsideCron = defineRule({
  id: 'commit-outside-cron',
  summary: 'A commit in the middle of a transaction that others began, or inside a savepoint.',
  severity: 'warning',
  words: COMMITS,
  mayConcern: (text, { name, decorators }) =>
    (/savepoint/i.test(text) || ORM_OVERRIDES.has(name) || ormDecorator(decorators) !== undefined) &&
    COMMITS.test(text) &&
    !OWN_TRANSACTION.test(text) &&
    !/^def \w+_hook\(/.test(text),
  *checkMethod(run, context) {
    const owner = sharedBy(run, context);
    for (const { call, statement } of commitsIn(run, context)) {
      const path = pathTo(run.ir.body, statement) ?? [];
      if (path.some((outer) => outer.kind === 'function' || isAskedFor(outer, statement, context))) continue;
      const savepoint = path.find((outer) => outer.kind === 'with' && opensSavepoint(outer));
      const message = savepoint ? IN_SAVEPOINT : owner;
      if (message === undefined) continue;
      yield {
        at: call.at,
        message,
        ...(savepoint?.kind === 'with' && {
          related: [{ ref: run.ref, at: contextAt(savepoint), message: 'The savepoint begins here.' }],
        }),
      };
    }
  },
});

const IN_SAVEPOINT =
  'This commit ends the savepoint around it: leaving the with block fails, as there is no such savepoint any more.';

/** Whose transaction a commit in the method ends; undefined where it may be the method's own. */
function sharedBy(run: MethodFacts, context: MethodContext): string | undefined {
  const { name, decorators } = run.ref;
  if (context.owner?.model === undefined) return undefined;
  const decorator = ormDecorator(decorators);
  if (decorator === undefined && !ORM_OVERRIDES.has(name)) return undefined;
  // Right in a scheduled action, and it may be meant for it.
  if (context.isScheduled()) return undefined;
  const when =
    decorator === undefined ? `calls ${name}()` : `makes the ORM run this @api.${decorator} method`;
  return `This commit ends the transaction of whoever ${when}: what fails after it leaves half of the work behind.`;
}

interface Commit {
  readonly call: CallExpression;
  readonly statement: Statement;
}

/** Commits of the environment's own cursor. */
function commitsIn(run: MethodFacts, context: MethodContext): readonly Commit[] {
  return statementsIn(run.ir.body).flatMap((statement) => {
    if (statement.kind !== 'expression' && statement.kind !== 'assign') return [];
    return callsIn(blockOfOne(statement))
      .filter((call) => commits(call, run.ir, context))
      .map((call) => ({ call, statement }));
  });
}

const blockOfOne = (statement: Statement): Block => ({
  statements: [statement],
  at: statement.at,
  inline: false,
});

function commits({ callee }: CallExpression, method: MethodIr, context: MethodContext): boolean {
  if (callee.kind !== 'attribute') return false;
  if (callee.name === '_commit_progress')
    return modelOf(callee.object, method, context.owner?.model?.name) === 'ir.cron';
  return callee.name === 'commit' && isEnvCursor(callee.object, method);
}

/** `self.env.cr`, `self._cr`, or a name for it. */
function isEnvCursor(value: Expression, method: MethodIr): boolean {
  if (value.kind === 'attribute') return value.name === '_cr' || (value.name === 'cr' && isEnv(value.object));
  if (value.kind !== 'name') return false;
  const values = valuesOf(value.id, method);
  return values.length > 0 && values.every((each) => each.kind === 'attribute' && isEnvCursor(each, method));
}

/** `if auto_commit:`, `if self.env.context.get("from_cron"):`: the caller asks for it. */
function isAskedFor(outer: Statement, inner: Statement, { text }: MethodContext): boolean {
  if (outer.kind !== 'if') return false;
  const arm = outer.arms.find(({ body }) => body.at.start <= inner.at.start && inner.at.end <= body.at.end);
  return arm !== undefined && /commit|context|cron/i.test(text.slice(arm.test.at.start, arm.test.at.end));
}

function contextAt({ items, at }: WithStatement) {
  return items[0]?.context.at ?? at;
}
