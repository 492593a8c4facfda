import type { Fix, NoFix } from '../fixes/fix';
import { refuse } from '../fixes/fix-context';
import { gatherIds, gatherTitle } from '../fixes/gather-ids';
import type { Expression } from '../ir/expression';
import { statementsIn } from '../ir/walk';
import type { FieldOutline } from '../outline/outline';
import type { LoopFact } from '../semantics/fact';
import { type Growth, growths, isItem } from '../semantics/growth';
import { isGiven, sourceName } from './given';
import { defineRule, type ScheduledContext } from './rule';
import { modelName } from './wording';

/** Docs and tests: ./recordset-union-in-loop.md */
export const recordsetUnionInLoop = defineRule({
  id: 'recordset-union-in-loop',
  summary: 'A recordset grows by one record in each round, and is copied whole each time.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const growth of growths(run.facts)) {
      const { grow, loops, sometimes } = growth;
      const shape = grow.way === 'union' ? shapeOf(growth, context) : undefined;
      if (shape === undefined || isGiven(loops[0].over, context)) continue;
      const isUnsure = sometimes || shape === 'by-key';
      yield {
        at: grow.at,
        message: message(growth, shape, sourceName(loops[0], context)),
        ...(isUnsure && { severity: 'information' as const }),
        fixes: () => [fixOf(growth, shape, context)],
      };
    }
  },
});

/** What each round adds: its record, the lines of that, or its record to one of a few sets in a dict. */
type Shape = 'record' | 'lines' | 'by-key';

function message({ grow }: Growth, shape: Shape, model: string): string {
  switch (shape) {
    case 'record':
      return `"${grow.name}" is copied for every ${model} that is added: 20,000 take 9.5 s, twice as many four times that. Gather ids in a list, and browse them once.`;
    case 'lines':
      return `"${grow.name}" is copied for every ${model} whose lines are added: 20,000 take 9.5 s with a line each, twice as many four times that. Gather ids in a list, and browse them once.`;
    case 'by-key':
      return `A set of "${grow.name}" is copied for every ${model} that is added: 20,000 in one of them take 9.5 s, twice as many four times that. Gather ids in lists, and browse each once.`;
  }
}

function fixOf({ grow, loops }: Growth, shape: Shape, context: ScheduledContext): Fix | NoFix {
  const { name, added, at } = grow;
  const { statement } = loops[0];
  const ctx = context.fixContext();
  if (shape === 'by-key')
    return refuse(gatherTitle(name), 'There are several sets: gather a list of ids for each key by hand.');
  return statement?.kind === 'for' && added
    ? gatherIds(
        { name, added, at, loop: statement, isOne: shape === 'record', nested: loops.length > 1 },
        ctx,
      )
    : refuse(gatherTitle(name), 'The loop is no `for`: gather the ids by hand.');
}

function shapeOf(growth: Growth, context: ScheduledContext): Shape | undefined {
  const { key } = growth.grow;
  if (!key) return addsOneRecord(growth) ? 'record' : addsLines(growth, context) ? 'lines' : undefined;
  return isItem(growth.grow.added, growth.loops) && hasFewValues(key, growth.loops, context)
    ? 'by-key'
    : undefined;
}

/** Lines of this round's record: no two records have the same. */
function addsLines({ grow: { added }, loops }: Growth, context: ScheduledContext): boolean {
  if (added?.kind !== 'attribute' || !isItem(added.object, loops)) return false;
  const field = fieldOf(added, loops, context);
  return field ? field.type === 'One2many' : /(?:^|_)lines?(?:_ids)?$/.test(added.name);
}

/** A company, a state: there are so few of them that of the sets in the dict some hold many. */
function hasFewValues(key: Expression, loops: readonly LoopFact[], context: ScheduledContext): boolean {
  if (key.kind !== 'attribute') return false;
  if (key.name === 'id') return hasFewValues(key.object, loops, context);
  if (!isItem(key.object, loops)) return false;
  return FEW_VALUES.test(key.name) || fieldOf(key, loops, context)?.type === 'Selection';
}

const FEW_VALUES = /^(?:state|(?:company|currency|warehouse|website)_id)$/;

/** The field of this round's record, as the workspace declares it. */
function fieldOf(
  { object, name }: Expression & { readonly kind: 'attribute' },
  loops: readonly LoopFact[],
  context: ScheduledContext,
): FieldOutline | undefined {
  const loop = loops.findLast(({ targets }) => object.kind === 'name' && targets.includes(object.id));
  return loop && context.field(modelName(loop.over), name);
}

/** The record of this round, or one that it creates: no two are the same. A many2one may be the same for all. */
function addsOneRecord({ grow, loops }: Growth): boolean {
  const { added, what } = grow;
  if (what.kind !== 'records' || what.size !== 'one') return false;
  if (isItem(added, loops) || isCreation(added)) return true;
  const body = loops.at(-1)?.statement?.body;
  if (added?.kind !== 'name' || !body) return false;
  return statementsIn(body).some(
    (statement) =>
      statement.kind === 'assign' &&
      statement.targets.some((target) => target.kind === 'name' && target.id === added.id) &&
      isCreation(statement.value),
  );
}

function isCreation(value: Expression | undefined): boolean {
  return (
    value?.kind === 'call' &&
    value.callee.kind === 'attribute' &&
    (value.callee.name === 'create' || value.callee.name === 'copy')
  );
}
