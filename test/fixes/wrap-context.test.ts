// The context that turns tracking off: `wrap-context.md` holds the cases.

import { wrapContext, wrapWithKey } from '../../engine/src/fixes/wrap-context';
import { expressionsIn } from '../../engine/src/ir/walk';
import { runSpec } from './run-spec';

runSpec('wrap-context.md', 'a bulk write leaves the chatter alone', (ctx, { key }) => {
  for (const part of expressionsIn(ctx.method.body)) {
    if (part.kind !== 'call') continue;
    const { callee } = part;
    const name = callee.kind === 'attribute' ? callee.name : callee.kind === 'name' ? callee.id : '';
    if (name !== 'write' && name !== 'create') continue;
    return key === 'mail_notrack' ? wrapWithKey(part, 'mail_notrack', ctx) : wrapContext(part, ctx)[0];
  }
  return undefined;
});
