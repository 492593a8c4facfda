// Arguments of a call, whichever way they are given.

import type { CallExpression, Expression } from './expression';

/** The expression of an argument, by keyword or position. */
export function argumentOf(call: CallExpression, name: string, position: number): Expression | undefined {
  const named = call.args.find((arg) => arg.form === 'keyword' && arg.name === name);
  if (named) return named.value;
  const positional = call.args.filter((arg) => arg.form === 'positional' || arg.form === 'list-splat');
  const found = positional[position];
  return found?.form === 'positional' &&
    !positional.slice(0, position).some((arg) => arg.form === 'list-splat')
    ? found.value
    : undefined;
}
