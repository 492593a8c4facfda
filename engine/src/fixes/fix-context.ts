// What a fix is given besides the code that it rewrites.

import type { MethodIr } from '../ir/statement';
import type { Settings } from '../settings';
import { indentAt, indentUnitOf } from '../text/indentation';
import type { LocalSpan, Span } from '../text/span';
import { toFile } from '../text/span';
import type { NoFix } from './fix';
import { namesIn } from './python-tokens';

/** The file, the method and the circumstances of a fix. */
export interface FixContext {
  /** The whole file. */
  readonly text: string;
  /** File offset of the method's `def`. */
  readonly methodStart: number;
  /** The method; its spans are local to it. */
  readonly method: MethodIr;
  /** Decorators of the method, without `@`. */
  readonly decorators?: readonly string[];
  /** `17.0`; undefined when it is not known. */
  readonly odoo: string | undefined;
  readonly batch: Settings['batch'];
  /** Nobody has set another size of batches than CronVet's own. */
  readonly hasDefaultSize?: boolean;
  /** The workspace uses pylint-odoo, which asks for a reason at every commit. */
  readonly pylintOdoo: boolean;
  /** Every caller is a scheduled action; else only `invalidate_all()` is offered. */
  readonly mayCommit: boolean;
  /** Each record waits for another machine or process: a batch has few of them. */
  readonly waits?: true;
  /** Why nothing is committed although only scheduled actions call the method: what is batched writes nothing, or is no whole. */
  readonly uncommitted?: string;
  /** A scheduled action's code calls the method itself: its scheduler listens to the progress that is reported. */
  readonly isCron: boolean;
}

/** The file span of a node of the method. */
export function fileSpan(at: LocalSpan, ctx: FixContext): Span {
  return toFile(at, ctx.methodStart);
}

/** The text of a node of the method. */
export function sourceOf(node: { readonly at: LocalSpan }, ctx: FixContext): string {
  const { start, end } = fileSpan(node.at, ctx);
  return ctx.text.slice(start, end);
}

/** The first candidate that the method does not use for anything yet. */
export function freshName(candidates: readonly [string, ...string[]], ctx: FixContext): string {
  const used = namesIn(ctx.text, fileSpan(ctx.method.at, ctx));
  for (const name of candidates) if (!used.has(name)) return name;
  for (let count = 2; ; count++) {
    const name = `${candidates[0]}_${count}`;
    if (!used.has(name)) return name;
  }
}

/** A refusal. */
export function refuse(title: string, reason: string): NoFix {
  return { kind: 'no-fix', title, reason };
}

/** One step of indentation, as the method's own body uses it. */
export function methodUnit(ctx: FixContext): string {
  const [first] = ctx.method.body.statements;
  const outer = indentAt(ctx.text, ctx.methodStart);
  const inner = first && !ctx.method.body.inline ? indentAt(ctx.text, fileSpan(first.at, ctx).start) : outer;
  return inner !== outer && inner.startsWith(outer) ? inner.slice(outer.length) : indentUnitOf(ctx.text);
}
