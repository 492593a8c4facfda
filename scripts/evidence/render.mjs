// Everything that is written from docs/evidence.json: the page, the plots, and the blocks in the rules' pages.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../prepare.mjs';
import { CASES } from './cases.mjs';
import { evidencePage } from './page.mjs';
import { hasPlot, plotName, plotOf } from './plot.mjs';
import { withEvidence } from './rule-pages.mjs';

const RULES = 'engine/src/rules';

/** Files of the project, relative to its root, with the text that the data make of them. */
export function rendered(data) {
  const plots = CASES.filter((each) => hasPlot(each) && data.runs[each.id]);
  const pages = readdirSync(path.join(ROOT, RULES)).filter((file) => file.endsWith('.md'));
  return [
    { file: 'docs/evidence.md', text: evidencePage(data) },
    ...plots.map((each) => ({
      file: `docs/evidence/${plotName(each)}`,
      text: plotOf(each, data.runs[each.id]),
    })),
    ...pages.map((page) => ({
      file: `${RULES}/${page}`,
      text: withEvidence(
        path.basename(page, '.md'),
        readFileSync(path.join(ROOT, RULES, page), 'utf8'),
        data,
      ),
    })),
  ];
}

/** Writes what is not yet so; gives the files that changed. */
export function renderAll() {
  const data = JSON.parse(readFileSync(path.join(ROOT, 'docs', 'evidence.json'), 'utf8'));
  mkdirSync(path.join(ROOT, 'docs', 'evidence'), { recursive: true });
  const changed = rendered(data).filter(({ file, text }) => contentOf(file) !== text);
  for (const { file, text } of changed) writeFileSync(path.join(ROOT, file), text);
  return changed.map(({ file }) => file);
}

function contentOf(file) {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8');
  } catch {
    return undefined;
  }
}
