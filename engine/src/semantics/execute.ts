// Statements → facts and names. One pass in source order; a loop's body is run once.

import { namesIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type {
  AssignStatement,
  Block,
  ForStatement,
  FunctionStatement,
  IfStatement,
  Statement,
  TryStatement,
  WhileStatement,
  WithStatement,
} from '../ir/statement';
import { domainOperation } from './domain-value';
import { binaryValue, evaluate } from './evaluate';
import type { Facts } from './fact';
import { collect, type Frame, leaves } from './frame';
import { grow, writeField, writesItem } from './mutate';
import type { Names } from './names';
import { acquire } from './resource-use';
import { cellOf, filledWith, itemOf, join, truth, UNKNOWN, type Value } from './value';

/** Executes a block's statements in order. */
export function executeBlock(block: Block, frame: Frame): void {
  for (const statement of block.statements) {
    executeStatement(statement, frame);
    if (leaves(frame.facts)) return;
  }
}

function executeStatement(statement: Statement, frame: Frame): void {
  switch (statement.kind) {
    case 'expression':
      frame.unused = statement.value;
      evaluate(statement.value, frame);
      return;
    case 'assign':
      executeAssign(statement, frame);
      return;
    case 'for':
      executeFor(statement, frame);
      return;
    case 'while':
      executeWhile(statement, frame);
      return;
    case 'if':
      executeIf(statement, frame);
      return;
    case 'with':
      executeWith(statement, frame);
      return;
    case 'try':
      executeTry(statement, frame);
      return;
    case 'return':
    case 'raise':
      executeEnd(statement.kind, statement.value, frame);
      return;
    case 'break':
    case 'continue':
      frame.facts.push({ kind: 'exit', how: statement.kind });
      return;
    case 'global':
      for (const name of statement.names) frame.globals.add(name);
      return;
    case 'assert':
      for (const value of statement.values) evaluate(value, frame);
      return;
    case 'function':
      defineFunction(statement, frame);
      return;
    case 'import':
      for (const { name, path } of statement.names) frame.names.set(name, { kind: 'imported', path });
      return;
    default:
      return;
  }
}

function executeEnd(how: 'return' | 'raise', value: Expression | undefined, frame: Frame): void {
  if (value) {
    const given = evaluate(value, frame);
    if (how === 'return') {
      frame.returned.push(given);
      for (const of of given.kind === 'list' ? [given, ...given.items] : [given])
        frame.facts.push({ kind: 'use', how: 'returned', of, at: value.at });
    }
  }
  frame.facts.push({ kind: 'exit', how });
}

function defineFunction(statement: FunctionStatement, frame: Frame): void {
  frame.names.set(statement.name, { kind: 'function', statement });
}

function executeAssign(statement: AssignStatement, frame: Frame): void {
  if (!statement.value) return;
  const value = acquire(statement, frame) ?? evaluate(statement.value, frame);
  const [target] = statement.targets;
  if (statement.op !== undefined && target) {
    executeAugmented(statement, target, value, frame);
    return;
  }
  noteAdvance(statement, target, frame);
  noteUnion(statement, target, frame);
  for (const each of statement.targets) bind(each, value, frame, statement);
}

/** `offset = offset + size`. */
function noteAdvance(statement: AssignStatement, target: Expression | undefined, frame: Frame): void {
  const { value } = statement;
  if (target?.kind !== 'name' || value?.kind !== 'binary' || value.op !== '+') return;
  if (value.left.kind !== 'name' || value.left.id !== target.id) return;
  const before = frame.names.get(target.id)?.kind;
  if (before === 'number' || before === 'plain')
    frame.facts.push({ kind: 'advance', name: target.id, by: value.right, statement });
}

/** `done = done | order`. */
function noteUnion(statement: AssignStatement, target: Expression | undefined, frame: Frame): void {
  const { value } = statement;
  if (target?.kind !== 'name' || value?.kind !== 'binary' || (value.op !== '|' && value.op !== '+')) return;
  if (value.left.kind !== 'name' || value.left.id !== target.id) return;
  if (frame.names.get(target.id)?.kind !== 'records') return;
  const what = value.right.kind === 'name' ? frame.names.get(value.right.id) : undefined;
  const scope = frame.globals.has(target.id) ? 'outer' : 'local';
  const added = { way: 'union', what: what ?? UNKNOWN, added: value.right, key: undefined } as const;
  grow({ name: target.id, scope, ...added, at: statement.at }, frame);
}

/** `by_company[order.company_id] |= order`. */
function noteUnionByKey(statement: AssignStatement, target: Expression, what: Value, frame: Frame): void {
  if (target.kind !== 'subscript' || statement.op !== '|=' || what.kind !== 'records') return;
  const added = { way: 'union', what, added: statement.value, key: target.index } as const;
  grow({ ...placeOf(target.object, frame), ...added, at: statement.at }, frame);
}

function executeAugmented(statement: AssignStatement, target: Expression, value: Value, frame: Frame): void {
  if (target.kind !== 'name') {
    evaluate(target, frame);
    noteUnionByKey(statement, target, value, frame);
    return;
  }
  const before = frame.names.get(target.id) ?? UNKNOWN;
  if (statement.value && (before.kind === 'number' || before.kind === 'plain')) {
    frame.facts.push({ kind: 'advance', name: target.id, by: statement.value, statement });
    frame.names.set(target.id, { kind: 'plain' });
    return;
  }
  if (before.kind === 'text' && value.kind === 'text' && statement.op === '+=') {
    frame.names.set(target.id, { kind: 'text', value: before.value + value.value });
    return;
  }
  const domain =
    before.kind === 'list' && domainOperation(statement.op?.replace('=', '') ?? '', before, value);
  const grown = (statement.op === '+=' && filledWith(before, value)) || domain;
  if (grown) frame.names.set(target.id, grown);
  if (/^[-&]=$/.test(statement.op ?? '')) {
    frame.names.set(target.id, binaryValue(statement.op === '-=' ? '-' : '&', before, value));
    return;
  }
  const joined = before.kind === 'list' || before.kind === 'container' ? undefined : join(before, value);
  if (joined) frame.names.set(target.id, joined);
  grow(
    {
      name: target.id,
      scope: frame.globals.has(target.id) ? 'outer' : 'local',
      way: before.kind === 'records' ? 'union' : 'added',
      what: value,
      added: statement.value,
      key: undefined,
      at: statement.at,
    },
    frame,
  );
}

/** Binds a target of an assignment, a loop or a `with`. */
export function bind(target: Expression, value: Value, frame: Frame, statement?: AssignStatement): void {
  switch (target.kind) {
    case 'name':
      frame.names.set(target.id, value);
      return;
    case 'tuple':
    case 'list':
      target.items.forEach((item, index) => {
        bind(item, itemAt(value, index, target.items.length), frame);
      });
      return;
    case 'starred':
      bind(target.value, UNKNOWN, frame);
      return;
    case 'attribute':
      writeField(target, value, statement?.at ?? target.at, frame);
      return;
    case 'subscript':
      if (writesItem(target, statement?.at ?? target.at, frame)) return;
      evaluate(target.index, frame);
      // The same key every time: nothing grows.
      if (target.index.kind === 'text' || target.index.kind === 'number') return;
      grow(
        {
          ...placeOf(target.object, frame),
          way: 'item',
          what: value,
          added: statement?.value,
          key: target.index,
          at: target.at,
        },
        frame,
      );
      return;
    default:
      return;
  }
}

/** What unpacking into so many names gives one of them. */
function itemAt(value: Value, index: number, count: number): Value {
  if (value.kind === 'row' && !value.of.byName && value.of.columns.length === count)
    return cellOf(value, { kind: 'number', value: index });
  const isKnown = value.kind === 'list' && value.complete && value.items.length === count;
  return (isKnown ? value.items[index] : undefined) ?? UNKNOWN;
}

function placeOf(target: Expression, frame: Frame): { name: string; scope: 'local' | 'self' | 'outer' } {
  if (target.kind === 'name') {
    const isLocal = frame.names.get(target.id) !== undefined && !frame.globals.has(target.id);
    return { name: target.id, scope: isLocal ? 'local' : 'outer' };
  }
  if (target.kind === 'attribute') return { name: target.name, scope: 'self' };
  evaluate(target, frame);
  return { name: '', scope: 'local' };
}

function executeFor(statement: ForStatement, frame: Frame): void {
  const over = evaluate(statement.over, frame);
  if (over.kind === 'records')
    frame.facts.push({ kind: 'use', how: 'iterated', of: over, at: statement.over.at });
  if (over.kind === 'rows')
    frame.facts.push({ kind: 'use', how: 'iterated', of: over, at: statement.over.at });
  const before = frame.names;
  frame.names = before.branch();
  const body = collect(frame, () => {
    bindItem(statement, itemOf(over), frame);
    executeBlock(statement.body, frame);
  });
  const targets = namesIn(statement.target);
  frame.facts.push({ kind: 'loop', form: 'for', statement, over, targets, at: statement.over.at, body });
  before.join([before, frame.names]);
  frame.names = before;
  if (statement.orElse) executeBlock(statement.orElse, frame);
}

/** `for i, rec in enumerate(records)`: the second name is the record. */
function bindItem(statement: ForStatement, item: Value, frame: Frame): void {
  const { target, over } = statement;
  const isEnumerate = over.kind === 'call' && over.callee.kind === 'name' && over.callee.id === 'enumerate';
  if (isEnumerate && target.kind === 'tuple' && target.items.length === 2) {
    const [index, record] = target.items;
    if (index) bind(index, { kind: 'plain' }, frame);
    if (record) bind(record, item, frame);
  } else {
    bind(target, item, frame);
  }
}

function executeWhile(statement: WhileStatement, frame: Frame): void {
  const before = frame.names;
  frame.names = before.branch();
  const body = collect(frame, () => {
    evaluate(statement.test, frame);
    executeBlock(statement.body, frame);
  });
  frame.facts.push({
    kind: 'loop',
    form: 'while',
    statement,
    over: UNKNOWN,
    targets: [],
    at: statement.test.at,
    body,
  });
  before.join([before, frame.names]);
  frame.names = before;
  if (statement.orElse) executeBlock(statement.orElse, frame);
}

function executeIf(statement: IfStatement, frame: Frame): void {
  const arms: Facts[] = [];
  const paths: Names[] = [];
  const run = (block: Block | undefined, start: Names, test?: Expression): void => {
    frame.names = start.branch();
    if (test) narrow(test, frame);
    const facts = collect(frame, () => block && executeBlock(block, frame));
    arms.push(facts);
    if (!leaves(facts)) paths.push(frame.names);
  };
  let decided = false;
  const before = frame.names;
  let start = before;
  for (const arm of statement.arms) {
    frame.names = start.branch();
    const known = truth(evaluate(arm.test, frame));
    if (frame.names.isChanged) start = frame.names;
    if (known === false) continue;
    run(arm.body, start, arm.test);
    if (known === true) {
      decided = true;
      break;
    }
  }
  if (!decided) run(statement.orElse, start);
  before.join(paths.length > 0 ? paths : [start]);
  frame.names = before;
  const [only] = arms;
  if (arms.length === 1 && only) frame.facts.push(...only);
  else frame.facts.push({ kind: 'branch', arms });
}

/** `if len(records) < LIMIT:` where it holds, the records are few. */
function narrow(test: Expression, frame: Frame): void {
  if (test.kind === 'boolean' && test.op === 'and') {
    narrow(test.left, frame);
    narrow(test.right, frame);
  }
  if (test.kind !== 'compare' || test.operands.length !== 2 || !/^(<=?|==)$/.test(test.ops[0] ?? '')) return;
  const [length, bound] = test.operands;
  if (length?.kind !== 'call' || length.callee.kind !== 'name' || length.callee.id !== 'len') return;
  const [counted] = length.args;
  if (counted?.value.kind !== 'name' || bound?.kind === 'call') return;
  const value = frame.names.get(counted.value.id);
  if (value?.kind === 'records' || value?.kind === 'ids' || value?.kind === 'rows')
    frame.names.set(counted.value.id, value.size === 'many' ? { ...value, size: 'few' } : value);
}

function executeWith(statement: WithStatement, frame: Frame): void {
  for (const item of statement.items) {
    const value = evaluate(item.context, frame, 'with');
    // `with connection:` closes what was opened before.
    if (value.kind === 'resource')
      frame.facts.push({ kind: 'use', how: 'passed', of: value, at: item.context.at });
    if (item.target) bind(item.target, value, frame);
  }
  executeBlock(statement.body, frame);
}

function executeTry(statement: TryStatement, frame: Frame): void {
  const before = frame.names;
  frame.names = before.branch();
  const body = collect(frame, () => {
    executeBlock(statement.body, frame);
    if (statement.orElse) executeBlock(statement.orElse, frame);
  });
  const paths: Names[] = leaves(body) ? [] : [frame.names];
  before.join([before, frame.names]);
  const handlers = statement.handlers.map((handler) => {
    frame.names = before.branch();
    const facts = collect(frame, () => executeBlock(handler.body, frame));
    if (!leaves(facts)) paths.push(frame.names);
    return facts;
  });
  before.join(paths);
  frame.names = before;
  frame.facts.push({ kind: 'try', statement, body, handlers, at: statement.at });
  if (statement.ensure) executeBlock(statement.ensure, frame);
}
