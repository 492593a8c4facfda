// Which names targets and blocks bind.

import type { Expression } from './expression';
import type { Block, Statement } from './statement';
import { blocksOf, expressionsIn, statementsIn, within } from './walk';

/** Names that a target of an assignment, a loop or a `with` binds. */
export function namesIn(target: Expression): readonly string[] {
  if (target.kind === 'name') return [target.id];
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.flatMap(namesIn);
  return target.kind === 'starred' ? namesIn(target.value) : [];
}

/** Whether an expression is nothing but that name. */
export function isName(value: Expression, name: string | undefined): boolean {
  return value.kind === 'name' && value.id === name;
}

/** Names that a block assigns anywhere, functions in it left out: they hide what the module has under these names. */
export function assignedIn(block: Block): ReadonlySet<string> {
  const names = new Set<string>();
  addAssigned(block.statements, names);
  return names;
}

function addAssigned(statements: readonly Statement[], names: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === 'assign') for (const target of statement.targets) addNames(target, names);
    if (statement.kind === 'for') addNames(statement.target, names);
    if (statement.kind === 'function') names.add(statement.name);
    else for (const inner of blocksOf(statement)) addAssigned(inner.statements, names);
  }
}

function addNames(target: Expression, names: Set<string>): void {
  if (target.kind === 'name') names.add(target.id);
  else for (const name of namesIn(target)) names.add(name);
}

/** Names that a block binds: targets, loop variables, `as` names, imports, functions, walrus targets. */
export function namesBoundIn(block: Block): ReadonlySet<string> {
  return gathered(block, namesIn);
}

/** The same, and names of which an attribute or an item is set. */
export function namesChangedIn(block: Block): ReadonlySet<string> {
  return gathered(block, (target) =>
    within(target).flatMap((part) => (part.kind === 'name' ? [part.id] : [])),
  );
}

function gathered(block: Block, namesOf: (target: Expression) => readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of statementsIn(block)) {
    for (const name of targetsOf(statement).flatMap(namesOf)) names.add(name);
    if (statement.kind === 'function') names.add(statement.name);
    if (statement.kind === 'import') for (const { name } of statement.names) names.add(name);
    if (statement.kind === 'try')
      for (const { name } of statement.handlers) if (name !== undefined) names.add(name);
  }
  for (const expression of expressionsIn(block))
    if (expression.kind === 'named') names.add(expression.target);
  return names;
}

function targetsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === 'for') return [statement.target];
  if (statement.kind === 'assign' || statement.kind === 'delete') return statement.targets;
  if (statement.kind === 'with') return statement.items.flatMap((item) => (item.target ? [item.target] : []));
  return [];
}
