import { commitProgress, fieldData, modernInvalidate } from '../fixes/modern-api';
import { removeElement } from '../fixes/remove-element';
import type { CallExpression, Expression } from '../ir/expression';
import { expressionsIn } from '../ir/walk';
import { type ApiUse, CRON_API_WORDS, obsoleteIn } from '../odoo/cron-api';
import { majorOf } from '../odoo/version';
import type { MethodFacts } from '../semantics/evaluate-method';
import { walk } from '../semantics/fact';
import { localSpan } from '../text/span';
import { isEnv, modelOf } from './receiver';
import { defineRule, type FileFinding, type LocalFinding, type MethodContext } from './rule';

/** Code that asks what there is, or which version runs, knows what it does. */
const ASKS_FIRST = /\bhasattr\(|\bgetattr\(|\bAttributeError\b|version_info|\brelease\./;

/** Docs and tests: ./obsolete-cron-api.md */
export const obsoleteCronApi = defineRule({
  id: 'obsolete-cron-api',
  summary:
    'A call or field of scheduled actions that this version of Odoo does not have any more, or not yet.',
  severity: 'error',
  words: CRON_API_WORDS,
  mayConcern: (text) => CRON_API_WORDS.test(text) && !ASKS_FIRST.test(text),
  *checkMethod(run, context) {
    const uses = obsoleteIn(context.odoo());
    for (const expression of uses.length > 0 ? expressionsIn(run.ir.body) : []) {
      const use = uses.find((each) => isUseOf(expression, each, run, context));
      if (use) yield inMethod(expression, use, context);
    }
  },
  *checkData(data) {
    const gone = obsoleteIn(data.odoo).filter(({ row }) => row.on === 'ir.cron fields');
    for (const { fields } of data.crons) {
      for (const field of fields) {
        const use = gone.find(({ row }) => row.name === field.name);
        if (!use || data.declares('ir.cron', field.name)) continue;
        yield inData(field, data.odoo, data.isLoaded, data.text);
      }
    }
  },
});

function isUseOf(expression: Expression, { row }: ApiUse, run: MethodFacts, context: MethodContext): boolean {
  if (row.on === 'env.cache')
    return (
      expression.kind === 'attribute' &&
      expression.name === row.name &&
      expression.object.kind === 'attribute' &&
      expression.object.name === 'cache' &&
      isEnv(expression.object.object)
    );
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return false;
  if (expression.callee.name !== row.name) return false;
  const on = expression.callee.object;
  const model = modelOf(on, run.ir, context.owner?.model?.name);
  if (row.on === 'ir.cron')
    return (
      model === 'ir.cron' && context.owner?.model?.name !== 'ir.cron' && !context.isDefined(model, row.name)
    );
  return isOnRecords(expression, run) && !context.isDefined(model, row.name);
}

/** The method of every recordset, as the analysis saw it: a method of anything else only has its name. */
function isOnRecords(call: CallExpression, run: MethodFacts): boolean {
  return walk(run.facts).some(
    (fact) => fact.kind === 'release' && fact.how.startsWith('invalidate') && fact.at.start === call.at.start,
  );
}

function inMethod(expression: Expression, { row, is, use }: ApiUse, context: MethodContext): LocalFinding {
  const version = `Odoo ${majorOf(context.odoo())}`;
  const api = row.on === 'env.cache' ? 'env.cache._data' : `${row.name}()`;
  const what = {
    missing: `${version} has no ${api}: this line raises AttributeError.`,
    some: `${api} is in no ${version}.0 before its later releases: there this line raises AttributeError.`,
    deprecated: `${api} is deprecated in ${version}.`,
    there: '',
  }[is];
  return {
    at: nameSpan(expression),
    severity: is === 'missing' ? 'error' : 'warning',
    message: `${what} Use ${use}.`,
    fixes: () => fixesOf(expression, is, row.name, context),
  };
}

function fixesOf(expression: Expression, is: ApiUse['is'], name: string, context: MethodContext) {
  const ctx = context.fixContext();
  if (expression.kind !== 'call') return [fieldData(expression, ctx)];
  if (name === 'invalidate_cache') return [modernInvalidate(expression, ctx)];
  return is === 'deprecated' ? [commitProgress(expression, ctx)] : [];
}

/** The method's name; all of `env.cache._data`. */
function nameSpan(expression: Expression) {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return expression.at;
  const { end } = expression.callee.at;
  return localSpan(end - expression.callee.name.length, end);
}

function inData(
  { name, at }: { readonly name: string; readonly at: FileFinding['at'] },
  odoo: string | undefined,
  isLoaded: boolean,
  text: string,
): FileFinding {
  return {
    at,
    severity: isLoaded ? 'error' : 'information',
    message: `Odoo ${majorOf(odoo)} has no field ${name} on ir.cron: the module cannot be installed with it.`,
    fixes: () => [
      {
        kind: 'fix',
        title: `Remove ${name}`,
        applicability: 'unsafe',
        why: 'A scheduled action runs until it is switched off, and a run that was missed is not made up for.',
        edits: [removeElement(text, at)],
      },
    ],
  };
}
