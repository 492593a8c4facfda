// How a statement uses an open file, response or connection: reads from it, hands it on, or lets it out of the block.

import { isName } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { Statement } from '../ir/statement';
import { expressionsOf, statementsIn, within } from '../ir/walk';
import { type FixContext, fileSpan } from './fix-context';
import { namesIn } from './python-tokens';

/** What one statement does with the resource. */
export interface Use {
  readonly mentions: boolean;
  /** It is passed to code that may keep it. */
  readonly handedOn: boolean;
  /** Names assigned from it that may still read from it: `reader = csv.reader(f)`. */
  readonly derived: readonly string[];
  /** Why it cannot be closed at the end of the block. */
  readonly escape?: string;
}

/** Functions that are done with a file when they return. */
const READ_AT_ONCE =
  /^(json\.(load|dump)|pickle\.(load|dump)|yaml\.(safe_)?(load|dump)|etree\.parse|shutil\.copyfileobj|list|tuple|len|str|bool|print|sum|max|min|sorted|any|all)$/;

/** Methods whose result is the resource itself, or reads from it. */
const GIVES_VIEW =
  /^(makefile|iter_\w+|open_sftp|open|cursor|getresponse|__enter__|detach|open_session|stream|extractfile|exec_command|invoke_shell|get_transport)$/;

/** Methods that keep their argument. */
const KEEPS =
  /^(append|add|insert|extend|put|appendleft|setdefault|update|push|register|enter_context|callback)$/;

/** Uses of `name` in a statement, those of its blocks included. */
export function useOf(statement: Statement, name: string, ctx: FixContext): Use {
  if (!namesIn(ctx.text, fileSpan(statement.at, ctx)).has(name))
    return { mentions: false, handedOn: false, derived: [] };
  const inner = [
    statement,
    ...statementsIn({ statements: blocks(statement), at: statement.at, inline: false }),
  ];
  const leak = inner.map((one) => escapeOf(one, name)).find((reason) => reason !== undefined);
  const expressions = inner.flatMap((one) => expressionsOf(one).flatMap((part) => within(part)));
  return {
    mentions: true,
    handedOn: expressions.some((part) => part.kind === 'call' && isHandedOn(part, name)),
    derived: inner.flatMap((one) => derivedFrom(one, name)),
    ...(leak !== undefined && { escape: leak }),
  };
}

function blocks(statement: Statement): readonly Statement[] {
  const found = statementsIn({ statements: [statement], at: statement.at, inline: false });
  return found.slice(1);
}

/** Why `name` outlives the block by this statement alone: returned, yielded, stored, rebound. */
function escapeOf(statement: Statement, name: string): string | undefined {
  if (statement.kind === 'function' || statement.kind === 'opaque')
    return `\`${name}\` is used in a function or a statement that is not understood here.`;
  if (statement.kind === 'return' && statement.value && carries(statement.value, name))
    return `\`${name}\` is returned: its caller has to close it.`;
  if (binds(statement, name)) return `\`${name}\` is assigned again: give the second one its own name.`;
  if (statement.kind === 'assign' && statement.value && carries(statement.value, name))
    if (statement.targets.some((target) => target.kind !== 'name'))
      return `\`${name}\` is stored outside the method: close it where that is done with.`;
  for (const part of expressionsOf(statement).flatMap((one) => within(one))) {
    if (part.kind === 'lambda' && mentions(part.body, name))
      return `\`${name}\` is used in a lambda, which may run later.`;
    if (part.kind === 'yield') return `\`${name}\` is open over a \`yield\`.`;
    if (part.kind === 'call' && part.callee.kind === 'attribute' && KEEPS.test(part.callee.name))
      if (part.args.some((arg) => carries(arg.value, name)))
        return `\`${name}\` is kept by \`${part.callee.name}()\`: close it where that is done with.`;
  }
  return undefined;
}

function binds(statement: Statement, name: string): boolean {
  const targets =
    statement.kind === 'assign' || statement.kind === 'delete'
      ? statement.targets
      : statement.kind === 'for'
        ? [statement.target]
        : statement.kind === 'with'
          ? statement.items.flatMap((item) => (item.target ? [item.target] : [item.context]))
          : [];
  return targets.some(
    (target) => isName(target, name) || (target.kind === 'tuple' && mentions(target, name)),
  );
}

function derivedFrom(statement: Statement, name: string): readonly string[] {
  if (statement.kind !== 'assign' || !statement.value || !carries(statement.value, name)) return [];
  return statement.targets.flatMap((target) =>
    within(target).flatMap((part) => (part.kind === 'name' ? [part.id] : [])),
  );
}

/** Whether a value may still read from the resource: it itself, a container or a call around it, a view of it. */
function carries(value: Expression, name: string): boolean {
  switch (value.kind) {
    case 'name':
      return value.id === name;
    case 'call':
      return callCarries(value, name);
    case 'attribute':
      // A temporary file is gone from its path when it is closed.
      return value.name === 'name' && isName(value.object, name);
    case 'subscript':
    case 'compare':
    case 'format':
      return false;
    case 'comprehension':
      return value.form === 'generator' && mentions(value, name);
    case 'unary':
      return false;
    default:
      return within(value)
        .slice(1)
        .some((part) => (part.kind === 'name' ? part.id === name : false));
  }
}

function callCarries(call: CallExpression, name: string): boolean {
  const { callee } = call;
  if (callee.kind === 'attribute' && isName(callee.object, name))
    return GIVES_VIEW.test(callee.name) || call.args.some((arg) => arg.name === 'stream');
  if (callee.kind === 'attribute' && carries(callee.object, name)) return true;
  if (READ_AT_ONCE.test(dotted(callee))) return false;
  return call.args.some((arg) => carries(arg.value, name));
}

function isHandedOn(call: CallExpression, name: string): boolean {
  if (READ_AT_ONCE.test(dotted(call.callee))) return false;
  return call.args.some((arg) => isName(arg.value, name));
}

function dotted(value: Expression): string {
  if (value.kind === 'name') return value.id;
  return value.kind === 'attribute' ? `${dotted(value.object)}.${value.name}` : '?';
}

function mentions(value: Expression, name: string): boolean {
  return within(value).some((part) => isName(part, name));
}
