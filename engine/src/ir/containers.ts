// Names that a method gives a list, dict or set of its own.

import type { Expression } from './expression';
import type { Block } from './statement';
import { statementsIn } from './walk';

/** The names that get a new container in a block, before an offset: also by `lines, total = [], {}`. */
export function containersMadeIn(block: Block, before: number): ReadonlySet<string> {
  return new Set(
    statementsIn(block)
      .filter(({ at }) => at.start < before)
      .flatMap((one) => (one.kind === 'assign' && one.value ? containersOf(one.targets, one.value) : [])),
  );
}

function containersOf(targets: readonly Expression[], value: Expression): readonly string[] {
  return targets.flatMap((target) => {
    if (target.kind === 'name') return isContainer(value) ? [target.id] : [];
    if (target.kind !== 'tuple' || value.kind !== 'tuple') return [];
    return target.items.flatMap((item, index) => {
      const own = value.items[index];
      return own ? containersOf([item], own) : [];
    });
  });
}

function isContainer(value: Expression): boolean {
  if (value.kind === 'list' || value.kind === 'dict' || value.kind === 'set') return true;
  const callee = value.kind === 'call' ? value.callee : undefined;
  return (
    callee?.kind === 'name' && /^(?:list|dict|set|defaultdict|OrderedDict|Counter|deque)$/.test(callee.id)
  );
}
