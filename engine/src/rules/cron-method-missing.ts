import { namesBoundIn, namesIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block } from '../ir/statement';
import { expressionsIn, statementsIn } from '../ir/walk';
import { ACTION_NAMES_INSTEAD, isNoActionName } from '../odoo/action-names';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type CallFact, walk } from '../semantics/fact';
import { lookUp } from '../text/look-up';
import { localSpan } from '../text/span';
import { defineRule, type LocalFinding, type MissingMethod, type ScheduledContext } from './rule';

/** The code looks itself whether the method is there. */
const ASKS_FIRST = /\bhasattr\b|\bgetattr\b|\bAttributeError\b/;
/** What it catches may be this. */
const CATCHES = /\bexcept\b/;

/** Docs and tests: ./cron-method-missing.md */
export const cronMethodMissing = defineRule({
  id: 'cron-method-missing',
  summary:
    'The code of a scheduled action calls a method that its model does not have, names one without calling it, or has a name that is not there.',
  severity: 'error',
  *checkScheduled(run, context) {
    const { code } = context;
    if (!code?.loaded) return;
    yield* unknownNames(run, context);
    yield* uncalled(run, context);
    if (ASKS_FIRST.test(code.text)) return;
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'call' || fact.viaSuper || fact.on.kind !== 'records') continue;
      const { model } = fact.on;
      const missing = model === undefined ? undefined : context.missingMethod(model, fact.method);
      if (model === undefined || !missing) continue;
      const caught = CATCHES.test(code.text);
      if (caught && missing.stray === undefined) continue;
      yield {
        at: nameOf(fact),
        message: messageOf(model, fact.method, missing, caught),
        severity: severityOf(context),
      };
    }
  },
});

function nameOf({ call, method }: CallFact) {
  const { end } = call.callee.at;
  return localSpan(end - method.length, end);
}

function messageOf(model: string, method: string, missing: MissingMethod, caught: boolean): string {
  const what = caught
    ? 'each call fails with an AttributeError, which the code swallows'
    : 'each run fails with an AttributeError and does nothing';
  return `${model} has no method ${method}(): ${what}.${hintOf(missing)}`;
}

function hintOf({ stray, elsewhere, similar }: MissingMethod): string {
  if (stray !== undefined) {
    return ` ${stray} has one, but is no extension: with several models in _inherit it needs a _name.`;
  }
  if (similar !== undefined) return ` Did you mean ${similar}()?`;
  return elsewhere === undefined ? '' : ` ${elsewhere} has one: is the model right?`;
}

/** An action that is switched off fails when somebody switches it on. */
function severityOf({ code }: ScheduledContext): 'error' | 'warning' {
  return code?.active === false ? 'warning' : 'error';
}

/** What the records of an action are called in its code. */
const OWN_RECORDS = /^(?:model|records?)$/;

/** `model._cron_sync` by itself: a statement that looks the method up, and does nothing with it. */
function* uncalled({ ir }: MethodFacts, context: ScheduledContext): Generator<LocalFinding> {
  for (const statement of statementsIn(ir.body)) {
    const { value } = statement.kind === 'expression' ? statement : {};
    if (value?.kind !== 'attribute' || value.object.kind !== 'name') continue;
    const { name, object, at } = value;
    if (!OWN_RECORDS.test(object.id) || !context.actionModelHas(name)) continue;
    yield {
      at: localSpan(at.end - name.length, at.end),
      message: `${name} is named here and not called: each run ends well and does nothing. ${object.id}.${name}() is meant.`,
      severity: severityOf(context),
    };
  }
}

type Name = Expression & { readonly kind: 'name' };

/** Names that neither the code binds nor Odoo gives it: Python raises a NameError where it comes to one. */
function* unknownNames({ ir }: MethodFacts, context: ScheduledContext): Generator<LocalFinding> {
  const { code } = context;
  if (!ir.complete || CATCHES.test(code?.text ?? '')) return;
  const { body } = ir;
  const bound = namesOfCode(body);
  if (bound === undefined) return;
  const odoo = context.odoo();
  for (const name of expressionsIn(body).filter((each): each is Name => each.kind === 'name')) {
    const { id, at } = name;
    if (bound.has(id) || !isNoActionName(id, odoo)) continue;
    bound.add(id);
    const isMethod = context.actionModelHas(id);
    if (!isMethod && !context.knowsActionNames()) continue;
    const instead = isMethod ? `model.${id}()` : lookUp(ACTION_NAMES_INSTEAD, id);
    yield {
      at,
      message:
        `The code of an action has no ${id}: it fails here with a NameError, and nothing of the run stays.` +
        (instead === undefined ? '' : isMethod ? ` ${instead} is meant.` : ` It has ${instead}.`),
      severity: severityOf(context),
    };
  }
}

/** Every name that the code binds anywhere; undefined where that cannot be read. */
function namesOfCode(body: Block): Set<string> | undefined {
  const names = new Set(namesBoundIn(body));
  for (const statement of statementsIn(body)) {
    if (statement.kind === 'opaque' || statement.kind === 'import') return undefined;
    if (statement.kind === 'global') for (const name of statement.names) names.add(name);
    if (statement.kind === 'function') for (const { name } of statement.parameters) names.add(name);
  }
  for (const part of expressionsIn(body)) {
    if (part.kind === 'lambda') for (const { name } of part.parameters) names.add(name);
    if (part.kind !== 'comprehension') continue;
    for (const name of part.clauses.flatMap(({ target }) => namesIn(target))) names.add(name);
  }
  return names;
}
