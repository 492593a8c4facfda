// The settings: one schema, read alike from VS Code (`cronvet.*`) and from `[tool.cronvet]` in pyproject.toml.

/** Severity that a user gives a rule; `off` silences it. */
export type RuleLevel = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** What a user can set. */
export interface Settings {
  /** `17.0`; undefined: found from `odoo/release.py` or the manifests. */
  readonly odooVersion: string | undefined;
  /** Rule id → level; rules that are not named keep their own. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Models known to be small, besides the built-in table: `my.config`, or a pattern: `*.backend`. */
  readonly smallModels: readonly string[];
  /** Models known to be large although the table or their name says small. */
  readonly largeModels: readonly string[];
  readonly batch: {
    /** Records per batch in rewrites and templates; fewer where they are files, or wait for another machine. */
    readonly size: number;
    /** Write `invalidate_all()` after the commit, although commit drops the cache from 15.0 on. */
    readonly invalidateAfterCommit: boolean;
    /** Write core's test guard around the commit. */
    readonly guardCommitInTests: boolean;
  };
  /** Globs, relative to the workspace, of files that are not checked (they are still indexed). */
  readonly exclude: readonly string[];
}

/** The settings when nobody sets anything. */
export const DEFAULT_SETTINGS: Settings = {
  odooVersion: undefined,
  rules: {},
  smallModels: [],
  largeModels: [],
  batch: { size: 1000, invalidateAfterCommit: true, guardCommitInTests: false },
  exclude: [],
};
