// An addon tree on disk: its files as `check` reads them.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const IGNORED = new Set(['__pycache__', 'node_modules', 'site-packages', 'static', 'venv']);

/** The Python, XML and cron files below a folder. */
export class Tree {
  constructor(root) {
    this.root = root;
    this.files = [...walk(root)].sort();
    this.python = this.files.filter((file) => file.endsWith('.py'));
    this.bytes = this.python.reduce((sum, file) => sum + statSync(file).size, 0);
  }

  /** Every file as the engine takes it. */
  changes() {
    return this.files.map((file) => ({
      path: path.relative(this.root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
  }
}

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !IGNORED.has(entry.name)) yield* walk(full);
    } else if (entry.isFile() && /\.(py|xml)$|^ir\.cron.*\.csv$/.test(entry.name)) yield full;
  }
}
