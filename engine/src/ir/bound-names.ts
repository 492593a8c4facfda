// Which names targets and blocks bind.

import type { Expression } from './expression';
import type { Block, Statement } from './statement';
import { blocksOf } from './walk';

/** Names that a target of an assignment, a loop or a `with` binds. */
export function namesIn(target: Expression): readonly string[] {
  if (target.kind === 'name') return [target.id];
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.flatMap(namesIn);
  return target.kind === 'starred' ? namesIn(target.value) : [];
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
