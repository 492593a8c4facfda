// Visits statements and expressions of the IR, outermost first.

import type { CallExpression, ComprehensionExpression, Expression } from './expression';
import type { Block, Statement } from './statement';

/** The blocks directly inside a statement, in source order. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'for':
    case 'while':
      return statement.orElse ? [statement.body, statement.orElse] : [statement.body];
    case 'if':
      return [...statement.arms.map((arm) => arm.body), ...(statement.orElse ? [statement.orElse] : [])];
    case 'with':
    case 'function':
      return [statement.body];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        ...(statement.orElse ? [statement.orElse] : []),
        ...(statement.ensure ? [statement.ensure] : []),
      ];
    default:
      return [];
  }
}

/** Every statement of a block and of the blocks in it. */
export function statementsIn(block: Block): readonly Statement[] {
  const found: Statement[] = [];
  addStatements(block, found);
  return found;
}

// Lists, not generators: one that is nested in another is resumed once per level for every value.
function addStatements(block: Block, found: Statement[]): void {
  for (const statement of block.statements) {
    found.push(statement);
    for (const inner of blocksOf(statement)) addStatements(inner, found);
  }
}

/** The same without the bodies of functions in it, which run when they are called, if ever. */
export function ownStatementsIn(block: Block): readonly Statement[] {
  return block.statements.flatMap((statement) =>
    statement.kind === 'function' ? [] : [statement, ...blocksOf(statement).flatMap(ownStatementsIn)],
  );
}

/** The expressions that stand directly in a statement, those of its blocks not included. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'for':
      return [statement.target, statement.over];
    case 'while':
      return [statement.test];
    case 'if':
      return statement.arms.map((arm) => arm.test);
    case 'with':
      return statement.items.flatMap((item) => (item.target ? [item.context, item.target] : [item.context]));
    case 'try':
      return statement.handlers.flatMap((handler) => (handler.type ? [handler.type] : []));
    case 'assign':
      return statement.value ? [...statement.targets, statement.value] : statement.targets;
    case 'expression':
      return [statement.value];
    case 'return':
    case 'raise':
      return statement.value ? [statement.value] : [];
    case 'delete':
      return statement.targets;
    case 'assert':
      return statement.values;
    default:
      return [];
  }
}

/** An expression and every expression in it. */
export function within(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  addWithin(expression, found);
  return found;
}

function addWithin(expression: Expression, found: Expression[]): void {
  found.push(expression);
  for (const part of partsOf(expression)) addWithin(part, found);
}

/** Every expression of a block and of the blocks in it. */
export function expressionsIn(block: Block): readonly Expression[] {
  const found: Expression[] = [];
  for (const statement of statementsIn(block))
    for (const expression of expressionsOf(statement)) addWithin(expression, found);
  return found;
}

/** Every call of a block and of the blocks in it. */
export function callsIn(block: Block): readonly CallExpression[] {
  return expressionsIn(block).filter((expression) => expression.kind === 'call');
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'attribute':
      return [expression.object];
    case 'call':
      return [expression.callee, ...expression.args.map((arg) => arg.value)];
    case 'format':
      return expression.parts;
    case 'list':
    case 'tuple':
    case 'set':
      return expression.items;
    case 'dict':
      return expression.entries.flatMap((entry) => (entry.key ? [entry.key, entry.value] : [entry.value]));
    case 'comprehension':
      return partsOfComprehension(expression);
    case 'subscript':
      return [expression.object, expression.index];
    case 'slice':
      return [expression.low, expression.high].filter((part): part is Expression => part !== undefined);
    case 'binary':
    case 'boolean':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'compare':
      return expression.operands;
    case 'conditional':
      return [expression.whenTrue, expression.test, expression.whenFalse];
    case 'lambda':
      return [expression.body];
    case 'starred':
    case 'named':
      return [expression.value];
    case 'yield':
    case 'await':
      return expression.value ? [expression.value] : [];
    default:
      return [];
  }
}

function partsOfComprehension(expression: ComprehensionExpression): readonly Expression[] {
  const clauses = expression.clauses.flatMap((clause) => [clause.target, clause.over, ...clause.conditions]);
  return [...(expression.key ? [expression.key] : []), expression.element, ...clauses];
}

/** The statements that hold `target`, outermost first, `target` last; undefined when it is not in the block. */
export function pathTo(block: Block, target: Statement): readonly Statement[] | undefined {
  for (const statement of block.statements) {
    if (isSame(statement, target)) return [statement];
    if (statement.at.end < target.at.start || target.at.end < statement.at.start) continue;
    for (const inner of blocksOf(statement)) {
      const path = pathTo(inner, target);
      if (path) return [statement, ...path];
    }
  }
  return undefined;
}

function isSame(one: Statement, other: Statement): boolean {
  return one === other || (one.kind === other.kind && one.at.start === other.at.start);
}

/** The block that `target` stands in; undefined when it is not in the block. */
export function blockOf(block: Block, target: Statement): Block | undefined {
  for (const statement of block.statements) {
    if (isSame(statement, target)) return block;
    for (const inner of blocksOf(statement)) {
      const found = blockOf(inner, target);
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether a `break` or `continue` of this very loop stands in the block. */
export function leavesLoop(block: Block, how: 'break' | 'continue'): boolean {
  return block.statements.some((statement) => {
    switch (statement.kind) {
      case 'break':
      case 'continue':
        return statement.kind === how;
      case 'for':
      case 'while':
        return statement.orElse !== undefined && leavesLoop(statement.orElse, how);
      case 'function':
        return false;
      default:
        return blocksOf(statement).some((inner) => leavesLoop(inner, how));
    }
  });
}
