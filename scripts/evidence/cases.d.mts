/** One method that is measured; only what tests look at. */
export interface Case {
  readonly id: string;
  readonly rule: string;
  readonly method: string;
  readonly at?: string;
  /** Versions that have it, when not all of them. */
  readonly odoo?: readonly number[];
  readonly rows: number;
}

export const CASES: readonly Case[];
