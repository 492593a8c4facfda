// What `cronvet crons` and the editor's cron map show of a scheduled action.

/** A line of a file, from 0. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
}

/** One scheduled action. */
export interface CronListing {
  /** External id with its addon: `sale.ir_cron_sync`; the method's place for autovacuum and Python-made ones. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'xml' | 'csv' | 'python' | 'autovacuum' | 'job';
  /** Undefined when the record does not say in a way that can be read. */
  readonly active: boolean | undefined;
  /** `1 days`. */
  readonly interval: string | undefined;
  /** The `<record>`'s line, or the method's. */
  readonly source: SourceLine;
  /** False when no manifest loads the file. */
  readonly loaded: boolean;
  /** False when its addon's manifest says so: nothing of it runs. */
  readonly installable: boolean;
  /** `res.partner`. */
  readonly model: string | undefined;
  readonly calls: readonly CronCallListing[];
}

/** How many are scheduled actions: a queue job runs when somebody asks for it. */
export function countActions(crons: readonly CronListing[]): number {
  return crons.filter(({ kind }) => kind !== 'job').length;
}

/** A method that the scheduled action's code calls. */
export interface CronCallListing {
  readonly model: string | undefined;
  readonly method: string;
  /** Every class of the model's `_inherit` chain that defines it, line of its `def`. */
  readonly definitions: readonly SourceLine[];
  /** Set when there is no definition. */
  readonly why?: WhyUnresolved;
}

/**
 * Why a call leads to no method here.
 * - `unknown-records`: nothing tells which model's records it is called on.
 * - `of-odoo`: Odoo gives the method, to every model or by one of its mixins.
 * - `no-method`: the model is here, and no class of it has the method.
 * - `model-elsewhere`: no class here makes the model, or one that it inherits from.
 * - `stray`: a class that was meant to extend the model has it, and makes a model of its own.
 */
export type WhyUnresolved =
  | { readonly kind: 'unknown-records' | 'of-odoo' | 'no-method' }
  | { readonly kind: 'model-elsewhere'; readonly model: string }
  | { readonly kind: 'stray'; readonly className: string; readonly at: SourceLine };
