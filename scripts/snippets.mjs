// `npm run snippets`: writes snippets/odoo-cron.code-snippets from the engine's templates. A test holds the file to them.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadEngine } from './load-engine.mjs';
import { ROOT } from './prepare.mjs';

const FILE = path.join('snippets', 'odoo-cron.code-snippets');

const { snippetsFile } = await loadEngine();
writeFileSync(path.join(ROOT, FILE), snippetsFile());
console.log(`Written: ${FILE}`);
