// The names that a loop's body takes from its method, when the body is to become a method of its own.

import { namesBoundIn, namesIn } from '../ir/bound-names';
import type { Block, ForStatement, MethodIr } from '../ir/statement';
import { expressionsIn, expressionsOf, ownStatementsIn, statementsIn, within } from '../ir/walk';
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
  const inside = namesBoundIn(loop.body);
  const outside = namesOutside(loop, method);
  const target = new Set(namesIn(loop.target));
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
  const locals = new Set([...method.parameters.map(({ name }) => name), ...namesBoundIn(method.body)]);
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
  if (ownStatementsIn(body).some(({ kind }) => kind === 'return')) return 'return';
  return statementsIn(body).some(({ kind }) => kind === 'global') ? 'global' : undefined;
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
