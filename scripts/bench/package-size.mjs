// The size of what users download.

import { statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from '../prepare.mjs';
import { report } from './statistics.mjs';

/** Packs the extension into a folder that is thrown away. */
export function measurePackage(folder) {
  const file = path.join(folder, 'cronvet.vsix');
  run(process.execPath, [path.join(ROOT, 'scripts/package.mjs'), '--no-build', '--out', file]);
  console.log('\nThe extension');
  report('VSIX', statSync(file).size / 1e6, 'MB', 1);
}
