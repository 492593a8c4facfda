// Finds the `[tool.cronvet]` table in the text of a pyproject.toml. What is in it is settings-schema's matter.

import { parse, TomlError } from 'smol-toml';

/** The table, undefined when the file has none, and why the file could not be read. */
export interface PyprojectTable {
  readonly table: unknown;
  readonly problems: readonly string[];
}

/** Reads `[tool.cronvet]`. A file that is not TOML gives no table and one problem with its line and column. */
export function readPyproject(text: string): PyprojectTable {
  try {
    const tool = parse(text)['tool'];
    const table = isTable(tool) ? tool['cronvet'] : undefined;
    return { table, problems: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    return { table: undefined, problems: [`line ${error.line}, column ${error.column}: ${reason}`] };
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
