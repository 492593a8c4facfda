import { type CallFact, walk } from '../semantics/fact';
import { localSpan } from '../text/span';
import { defineRule, type MissingMethod } from './rule';

/** The code looks itself whether the method is there. */
const ASKS_FIRST = /\bhasattr\b|\bgetattr\b|\bexcept\b/;

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
      yield {
        at: nameOf(fact),
        message: messageOf(model, fact.method, missing),
        severity: code.active === false ? 'warning' : 'error',
      };
    }
  },
});

function nameOf({ call, method }: CallFact) {
  const { end } = call.callee.at;
  return localSpan(end - method.length, end);
}

function messageOf(model: string, method: string, { elsewhere, similar }: MissingMethod): string {
  const hint =
    similar !== undefined
      ? ` Did you mean ${similar}()?`
      : elsewhere !== undefined
        ? ` ${elsewhere} has one: is the model right?`
        : '';
  return `${model} has no method ${method}(): each run fails with an AttributeError and does nothing.${hint}`;
}
