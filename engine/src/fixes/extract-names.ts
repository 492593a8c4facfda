// The names that a loop's body takes from its method, when the body is to become a method of its own.

import type { Expression } from '../ir/expression';
import type { Block, ForStatement, MethodIr } from '../ir/statement';
import { expressionsIn, expressionsOf, statementsIn, within } from '../ir/walk';
import { isCarried } from './carried-name';

/** The names to pass on, in order of use; or why the body cannot stand alone. */
export type OuterNames =
  | { readonly kind: 'yes'; readonly passed: readonly string[] }
  | { readonly kind: 'no'; readonly reason: string };

/** What the loop's body needs of its method. */
export function outerNames(loop: ForStatement, method: MethodIr): OuterNames {
  if (statementsIn(method.body).some(({ kind }) => kind === 'opaque'))
    return no('The method holds a statement that is not understood here (`match`, a class).');
  const way = wayOut(loop.body);
  if (way !== undefined)
    return no(`The loop has a \`${way}\`, which would only leave the new method: take it out first.`);
  const inside = boundBy(loop.body);
  const outside = namesOutside(loop, method);
  const target = new Set(namesOf(loop.target));
  for (const name of [...inside, ...target])
    if (outside.has(name) && (inside.has(name) || isUsedAfter(name, loop, method)))
      return no(
        `\`${name}\` is changed in the loop and used outside of it: gather into a list or a dict instead.`,
      );
  for (const name of inside)
    if (isCarried(name, loop.body))
      return no(
        `\`${name}\` may keep its value from one record to the next: give it one at the top of the loop.`,
      );
  const locals = new Set([...method.parameters.map(({ name }) => name), ...boundBy(method.body)]);
  const made = new Set(
    statementsIn(method.body).flatMap((each) => {
      if (each.kind === 'function') return [each.name];
      return each.kind === 'import' ? each.names.map(({ name }) => name) : [];
    }),
  );
  const passed: string[] = [];
  for (const part of expressionsIn(loop.body)) {
    if (part.kind !== 'name' || part.id === 'self' || passed.includes(part.id)) continue;
    if (inside.has(part.id) || target.has(part.id)) continue;
    if (made.has(part.id))
      return no(`The loop uses \`${part.id}\`, which is made inside this method: move it out first.`);
    if (locals.has(part.id)) passed.push(part.id);
  }
  return { kind: 'yes', passed };
}

function no(reason: string): OuterNames {
  return { kind: 'no', reason };
}

/** A statement that leaves the method, or that is not understood. */
function wayOut(body: Block): string | undefined {
  const functions = statementsIn(body).filter(({ kind }) => kind === 'function');
  for (const { kind, at } of statementsIn(body)) {
    const isInFunction = functions.some((each) => each.at.start < at.start && at.end <= each.at.end);
    if (kind === 'return' && !isInFunction) return 'return';
    if (kind === 'global') return 'global';
  }
  return undefined;
}

/** Names that a block itself gives a value: no attributes and no items of others. */
export function boundBy(block: Block): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of statementsIn(block)) {
    const targets =
      statement.kind === 'for'
        ? [statement.target]
        : statement.kind === 'assign' || statement.kind === 'delete'
          ? statement.targets
          : statement.kind === 'with'
            ? statement.items.flatMap(({ target }) => target ?? [])
            : [];
    for (const name of targets.flatMap(namesOf)) names.add(name);
    if (statement.kind === 'function') names.add(statement.name);
    if (statement.kind === 'import') for (const { name } of statement.names) names.add(name);
    if (statement.kind === 'try')
      for (const { name } of statement.handlers) if (name !== undefined) names.add(name);
  }
  for (const part of expressionsIn(block)) if (part.kind === 'named') names.add(part.target);
  return names;
}

function namesOf(target: Expression): readonly string[] {
  if (target.kind === 'name') return [target.id];
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.flatMap(namesOf);
  return target.kind === 'starred' ? namesOf(target.value) : [];
}

/** Names that the method uses before or after the loop, or in its header. */
function namesOutside(loop: ForStatement, method: MethodIr): ReadonlySet<string> {
  const { start, end } = loop.body.at;
  const names = new Set(method.parameters.map(({ name }) => name));
  for (const statement of statementsIn(method.body))
    for (const part of expressionsOf(statement).flatMap((each) => within(each)))
      if (part.kind === 'name' && (part.at.end <= start || part.at.start >= end)) names.add(part.id);
  return names;
}

function isUsedAfter(name: string, loop: ForStatement, method: MethodIr): boolean {
  return expressionsIn(method.body).some(
    (part) => part.kind === 'name' && part.id === name && part.at.start >= loop.at.end,
  );
}
