// Ruff, with the settings that the OCA's template gives to every repository of addons.

import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

/** `.ruff.toml` of oca-addons-repo-template. */
const OCA = {
  'line-length': 88,
  'target-version': 'py310',
  lint: {
    'extend-select': ['B', 'C90', 'E501', 'I', 'UP'],
    isort: {
      'section-order': [
        ...['future', 'standard-library', 'third-party', 'odoo', 'odoo-addons'],
        ...['first-party', 'local-folder'],
      ],
      sections: { odoo: ['odoo'], 'odoo-addons': ['odoo.addons'] },
    },
    mccabe: { 'max-complexity': 16 },
  },
};

/** What `ruff check` and `ruff format --check` have to say of a Python file: nothing, when it is as the OCA wants it. */
export function ruffOn(text: string): readonly string[] {
  const workspace = new Workspace(OCA, PositionEncoding.Utf16);
  try {
    const found: readonly { code: string | null; message: string; start_location: { row: number } }[] =
      workspace.check(text);
    const formatted = workspace.format(text);
    return [
      ...found.map(({ code, message, start_location: { row } }) => `${row}: ${code} ${message}`),
      ...(formatted === text ? [] : [`not formatted: ${firstDifference(text, formatted)}`]),
    ];
  } finally {
    workspace.free();
  }
}

/** A Python file as `ruff format` writes it. */
export function formatted(text: string): string {
  const workspace = new Workspace(OCA, PositionEncoding.Utf16);
  try {
    return workspace.format(text);
  } finally {
    workspace.free();
  }
}

function firstDifference(text: string, formatted: string): string {
  const lines = formatted.split('\n');
  const index = text.split('\n').findIndex((line, at) => line !== lines[at]);
  return `${index + 1}: ${lines[index]}`;
}
