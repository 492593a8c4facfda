import { type CallFact, walk } from '../semantics/fact';
import { localSpan } from '../text/span';
import { defineRule, type MissingMethod } from './rule';

/** The code looks itself whether the method is there. */
const ASKS_FIRST = /\bhasattr\b|\bgetattr\b|\bAttributeError\b/;
/** What it catches may be this. */
const CATCHES = /\bexcept\b/;

/** Docs and tests: ./cron-method-missing.md */
export const cronMethodMissing = defineRule({
  id: 'cron-method-missing',
  summary: 'The code of a scheduled action calls a method that its model does not have.',
  severity: 'error',
  *checkScheduled(run, context) {
    const { code } = context;
    if (!code?.loaded || ASKS_FIRST.test(code.text)) return;
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
        severity: code.active === false ? 'warning' : 'error',
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
