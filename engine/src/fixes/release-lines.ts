// The lines that end a batch: report, commit, drop the cache, per version and by the settings.

import { type ReleaseForm, releaseForm } from '../odoo/release-forms';
import { layOutCall } from './call-layout';
import { type FixContext, fileSpan } from './fix-context';
import type { WantedImport } from './import-edit';
import { cronCall, type Progress } from './progress';
import { quoteOf } from './python-tokens';

/** Lines without indentation (a nested line has one `unit` of it), and the imports that they need. */
export interface ReleaseLines {
  readonly lines: readonly string[];
  readonly imports: readonly WantedImport[];
}

/** What a release needs to know of its loop. */
export interface ReleaseWish {
  /** The environment to release: `self.env`. */
  readonly env: string;
  /** The variable that holds the batch; undefined where there is none, and batches are counted. */
  readonly batch: string | undefined;
  readonly progress: Progress;
  /** What a next run would find (18.0); undefined where it would begin anew, so that it must not be asked for. */
  readonly remaining: string | undefined;
  /** The indentation that the lines will have. */
  readonly indent: string;
  readonly unit: string;
}

/** The release of a batch. */
export function releaseLines(wish: ReleaseWish, ctx: FixContext): ReleaseLines {
  const form = releaseForm(ctx.odoo);
  if (!ctx.mayCommit) return { lines: invalidateLines(wish, form, true, ctx), imports: [] };
  const commit = commitLines(wish, form, ctx);
  const guarded = ctx.batch.guardCommitInTests ? guardLines(commit, wish, form, ctx) : undefined;
  const invalidate = ctx.batch.invalidateAfterCommit ? invalidateLines(wish, form, false, ctx) : [];
  return {
    lines: [...reportLines(wish, ctx), ...(guarded?.lines ?? commit), ...invalidate],
    imports: guarded?.imports ?? [],
  };
}

/** The line that tells the scheduler how many records there are, before a loop that may stop early (19.0). */
export function declareRemaining(env: string, count: string, ctx: FixContext): string {
  return cronCall(env, `_commit_progress(remaining=${count})`, ctx);
}

/** What 18.0 is told before the commit. */
export function reportLines(wish: ReleaseWish, ctx: FixContext): readonly string[] {
  const { progress, env, remaining = '0', indent, unit } = wish;
  if (progress.kind !== 'notify') return [];
  const call = layOutCall({
    indent,
    unit,
    prefix: cronCall(env, '_notify_progress(', ctx),
    args: [`done=${progress.done}`, `remaining=${remaining}`],
    suffix: ')',
    eol: '\n',
  });
  const lines = call.split('\n').map((line) => line.slice(indent.length));
  return [`${progress.done} += ${processed(wish)}`, ...lines];
}

/** What a batch did: its records; where they cannot be counted, one batch. */
export function processed({ batch }: Pick<ReleaseWish, 'batch'>): string {
  return batch === undefined ? '1' : `len(${batch})`;
}

function commitLines(wish: ReleaseWish, form: ReleaseForm, ctx: FixContext): readonly string[] {
  if (form.commit === 'progress') {
    const call = cronCall(wish.env, `_commit_progress(${processed(wish)})`, ctx);
    const stops = wish.progress.kind === 'commit' && wish.progress.stop;
    return stops ? [`if not ${call}:`, `${wish.unit}break`] : [call];
  }
  const call = `${wish.env}.cr.commit()`;
  if (!ctx.pylintOdoo) return [call];
  return [
    '# A finished batch is final: commit keeps it and frees the cache.',
    `${call}  # pylint: disable=invalid-commit`,
  ];
}

function invalidateLines(
  wish: ReleaseWish,
  form: ReleaseForm,
  flush: boolean,
  ctx: FixContext,
): readonly string[] {
  if (form.invalidate === 'invalidate_all') return [`${wish.env}.invalidate_all()`];
  const flushes = flush && form.flushFirst;
  if (wish.env === 'self.env')
    return flushes ? ['self.flush()', 'self.invalidate_cache()'] : ['self.invalidate_cache()'];
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  const drop = `${wish.env}.cache.invalidate()`;
  return flushes ? [`${wish.env}[${quote}base${quote}].flush()`, drop] : [drop];
}

function guardLines(
  commit: readonly string[],
  wish: ReleaseWish,
  form: ReleaseForm,
  ctx: FixContext,
): ReleaseLines {
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  const lines = commit.map((line) => wish.unit + line);
  if (form.testGuard === 'current-test')
    return {
      lines: ['if not modules.module.current_test:', ...lines],
      imports: [{ module: 'odoo', name: 'modules' }],
    };
  const running = `getattr(threading.current_thread(), ${quote}testing${quote}, False)`;
  return { lines: [`if not ${running}:`, ...lines], imports: [{ module: 'threading' }] };
}
