// `npm run package`: builds dist/ and packs the VS Code extension into one cronvet-<version>.vsix at the root.
// `--no-build` packs dist/ as it is, `--out FILE` elsewhere.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { ROOT, run } from './prepare.mjs';

const { values } = parseArgs({
  options: { build: { type: 'boolean', default: true }, out: { type: 'string' } },
  allowNegative: true,
});

if (values.build) run(process.execPath, ['esbuild.mjs']);
const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
if (values.out === undefined) {
  for (const old of readdirSync(ROOT).filter((file) => file.endsWith('.vsix'))) rmSync(path.join(ROOT, old));
}
await createVSIX({
  cwd: ROOT,
  packagePath: values.out ?? path.join(ROOT, `${name}-${version}.vsix`),
  // Everything is bundled.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
