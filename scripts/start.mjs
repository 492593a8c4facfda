// `npm start [-- PATH…]`: checks addons from a fresh checkout. Without a PATH it demonstrates on the example addon.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, install, ROOT, requireNode } from './prepare.mjs';

const EXAMPLE = path.join(ROOT, 'examples', 'leaky_addon');

requireNode(20);
install();
build();

const args = process.argv.slice(2);
const demonstration = args.every((arg) => arg.startsWith('-'));
// npm runs scripts in the checkout; PATHs are meant from where the user stands.
const cwd = process.env.INIT_CWD ?? process.cwd();
const cli = path.join(ROOT, 'dist', 'cli.js');
const command = [cli, 'check', ...args, ...(demonstration ? [EXAMPLE] : [])];
const { status } = spawnSync(process.execPath, command, { cwd, stdio: 'inherit' });

if (!demonstration || status === null || status > 1) process.exit(status ?? 2);
console.log(`
That was the example addon. For your own:
  npm start -- PATH…                          check addons
  npm run package                             make the VS Code extension, cronvet-<version>.vsix
  code --install-extension cronvet-*.vsix     install it`);
