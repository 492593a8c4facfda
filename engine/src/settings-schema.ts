// Reads settings of any origin (an editor's object, a TOML table) into `Settings`. Bad parts are named and left out.

import * as z from 'zod/mini';
import { UNUSED_SUPPRESSION } from './check/suppression';
import { isKnownMajor, majorOf } from './odoo/version';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/** Settings, and one line for each part of the input that was not used. */
export interface ParsedSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

const text = z.string({ error: 'expected text' });
const texts = z.array(text, { error: 'expected a list of texts' });
const flag = z.boolean({ error: 'expected true or false' });
const level = z.enum(['error', 'warning', 'information', 'hint', 'off'], {
  error: 'expected error, warning, information, hint or off',
});
const VERSION_ERROR = 'expected an Odoo version such as "17.0"';
const version = z.string({ error: VERSION_ERROR }).check(
  z.regex(/^\d{1,2}\.\d$/, { error: VERSION_ERROR, abort: true }),
  z.refine((written) => isKnownMajor(majorOf(written) ?? 0), { error: 'there is no such version of Odoo' }),
);
const SIZE_ERROR = 'expected a whole number from 1 to 100000';
const size = z
  .number({ error: SIZE_ERROR })
  .check(
    z.int({ error: SIZE_ERROR }),
    z.minimum(1, { error: SIZE_ERROR }),
    z.maximum(100_000, { error: SIZE_ERROR }),
  );

/** The shape of what users write, in the editor's spelling. Every key is optional. */
export const settingsSchema = z.strictObject(
  {
    odooVersion: z.optional(version),
    rules: z.optional(z.record(z.string(), level, { error: 'expected a table of rules and levels' })),
    smallModels: z.optional(texts),
    largeModels: z.optional(texts),
    batch: z.optional(
      z.strictObject(
        {
          size: z.optional(size),
          invalidateAfterCommit: z.optional(flag),
          guardCommitInTests: z.optional(flag),
        },
        { error: 'expected a table' },
      ),
    ),
    exclude: z.optional(texts),
  },
  { error: 'expected a table of settings' },
);

type WrittenSettings = z.infer<typeof settingsSchema>;
type Table = Record<string, unknown>;
type Path = readonly PropertyKey[];

/** Keys that only the editor's own client reads: `cronvet.trace.server`. */
const CLIENT_KEYS: ReadonlySet<string> = new Set(['trace']);

/**
 * Reads settings over `base`: what `raw` sets wins, the rest stays. Keys may be camelCase (VS Code) or kebab-case
 * (TOML). Never throws; what cannot be used is left out and described in `problems`.
 */
export function parseSettings(
  raw: unknown,
  ruleIds: readonly string[],
  base: Settings = DEFAULT_SETTINGS,
): ParsedSettings {
  if (raw === undefined || raw === null) return { settings: base, problems: [] };
  const { table, spelling } = normalise(raw);
  const { written, problems } = keepValid(table, spelling);
  const { rules, unknown } = knownRules(written.rules ?? {}, ruleIds);
  return { settings: merge(base, { ...written, rules }), problems: [...problems, ...unknown] };
}

/** Camel-cases the keys of the two fixed levels, drops unset values, and remembers how the user wrote them. */
function normalise(raw: unknown): { table: unknown; spelling: ReadonlyMap<string, string> } {
  const spelling = new Map<string, string>();
  if (!isTable(raw)) return { table: raw, spelling };
  const table = camelKeys(raw, '', spelling);
  for (const key of CLIENT_KEYS) delete table[key];
  if (isTable(table['batch'])) table['batch'] = camelKeys(table['batch'], 'batch.', spelling);
  table['odooVersion'] = fullVersion(table['odooVersion']);
  return { table, spelling };
}

function camelKeys(table: Table, prefix: string, spelling: Map<string, string>): Table {
  const out: Table = {};
  for (const [key, value] of Object.entries(table)) {
    const camel = key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    spelling.set(prefix + camel, prefix + key);
    if (value !== null) out[camel] = value;
  }
  return out;
}

/** `17`, `17.0` as numbers and `"17"` mean `"17.0"`; empty text means unset. */
function fullVersion(value: unknown): unknown {
  if (value === '') return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const written = String(value).trim();
  return /^\d{1,2}$/.test(written) ? `${written}.0` : typeof value === 'number' ? written : value;
}

/** Validates, and takes out what is wrong until the rest is right. */
function keepValid(table: unknown, spelling: ReadonlyMap<string, string>) {
  const problems: string[] = [];
  const first = z.safeParse(settingsSchema, table);
  if (first.success) return { written: first.data, problems };
  const bad: Path[] = [];
  for (const issue of first.error.issues) {
    const name = spelledPath(issue.path, spelling);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        bad.push([...issue.path, key]);
        problems.push(`${spelledPath([...issue.path, key], spelling)}: there is no such setting`);
      }
      continue;
    }
    bad.push(issue.path);
    const got = show(valueAt(table, issue.path));
    problems.push(`${name === '' ? 'settings' : name}: ${issue.message}, got ${got}`);
  }
  const second = z.safeParse(settingsSchema, without(table, bad));
  const written: WrittenSettings = second.success ? second.data : {};
  return { written, problems: [...new Set(problems)] };
}

function spelledPath(path: Path, spelling: ReadonlyMap<string, string>): string {
  let camel = '';
  for (const key of path) {
    if (typeof key === 'number') camel += `[${key}]`;
    else camel += camel === '' ? String(key) : `.${String(key)}`;
  }
  const [head = '', ...rest] = camel.split(/(?=[.[])/);
  return spelling.get(camel) ?? (spelling.get(head) ?? head) + rest.join('');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (isTable(at) || Array.isArray(at) ? Reflect.get(at, key) : at),
    value,
  );
}

/** A copy of `value` without the entries at `paths`; an empty path empties it. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return {};
  const inner = (key: PropertyKey) => paths.filter(([head]) => head === key).map((path) => path.slice(1));
  const gone = (key: PropertyKey) => inner(key).some((path) => path.length === 0);
  if (Array.isArray(value)) return value.filter((_, index) => !gone(index));
  if (!isTable(value)) return value;
  const out: Table = {};
  for (const [key, entry] of Object.entries(value)) {
    if (gone(key)) continue;
    out[key] = inner(key).length > 0 ? without(entry, inner(key)) : entry;
  }
  return out;
}

function knownRules(rules: Settings['rules'], ruleIds: readonly string[]) {
  const isKnown = (id: string) => id === UNUSED_SUPPRESSION || ruleIds.includes(id);
  const known = Object.entries(rules).filter(([id]) => isKnown(id));
  const unknown = Object.keys(rules)
    .filter((id) => !isKnown(id))
    .map((id) => `rules.${id}: there is no such rule`);
  return { rules: Object.fromEntries(known), unknown };
}

function merge(base: Settings, over: WrittenSettings): Settings {
  return {
    odooVersion: over.odooVersion ?? base.odooVersion,
    rules: { ...base.rules, ...over.rules },
    smallModels: over.smallModels ?? base.smallModels,
    largeModels: over.largeModels ?? base.largeModels,
    batch: {
      size: over.batch?.size ?? base.batch.size,
      invalidateAfterCommit: over.batch?.invalidateAfterCommit ?? base.batch.invalidateAfterCommit,
      guardCommitInTests: over.batch?.guardCommitInTests ?? base.batch.guardCommitInTests,
    },
    exclude: over.exclude ?? base.exclude,
  };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 40 ? `${shown.slice(0, 39)}…` : shown;
}
