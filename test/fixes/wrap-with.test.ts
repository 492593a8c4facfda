// `with` around what must be closed: `wrap-with.md` holds the cases.

import { wrapWith } from '../../engine/src/fixes/wrap-with';
import { statementsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('wrap-with.md', 'an open resource is closed by `with`', (ctx, { applicability }) => {
  for (const statement of statementsIn(ctx.method.body)) {
    if (statement.kind !== 'assign' || statement.value?.kind !== 'call') continue;
    const fix = wrapWith(statement, ctx);
    if (fix.kind === 'fix' && applicability !== undefined && fix.applicability !== applicability)
      throw new Error(`the fix is ${fix.applicability}`);
    return fix;
  }
  return undefined;
});
