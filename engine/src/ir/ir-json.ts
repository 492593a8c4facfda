// A lowered method as text, for hosts that keep it between runs.

import type { MethodIr } from './statement';

interface Written extends Omit<MethodIr, 'assigned'> {
  readonly assigned: readonly string[];
}

/** One line of JSON. */
export function irToJson(ir: MethodIr): string {
  const written: Written = { ...ir, assigned: [...ir.assigned] };
  return JSON.stringify(written);
}

/** What `irToJson` wrote. Throws a SyntaxError for what is no JSON. */
export function irFromJson(json: string): MethodIr {
  const written: Written = JSON.parse(json);
  return { ...written, assigned: new Set(written.assigned) };
}
