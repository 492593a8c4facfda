// The block of measurements in a rule's page, between two comments, written from docs/evidence.json.

import { CASES } from './cases.mjs';
import { summary, table } from './page.mjs';
import { hasPlot, plotName } from './plot.mjs';

const [START, END] = ['<!-- evidence -->', '<!-- /evidence -->'];
const DOCS = '../../../docs';

/** A rule's page with its measurements as the data have them; it stays as it is without the comments, or without data. */
export function withEvidence(rule, page, data) {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) return page;
  const cases = CASES.filter((each) => each.rule === rule && data.runs[each.id]);
  if (cases.length === 0) return page;
  return `${page.slice(0, start)}${START}\n${blockOf(cases, data)}\n${page.slice(end)}`;
}

function blockOf(cases, data) {
  const versions = [...new Set(cases.flatMap(({ id }) => Object.keys(data.runs[id])))].sort().join(', ');
  const rows = cases.map((each) => [each.title, ...summary(each, data.runs[each.id])]);
  const plots = cases.filter(hasPlot).map((each) => `![${each.title}](${DOCS}/evidence/${plotName(each)})`);
  return [
    `Measured on Odoo ${versions}:`,
    '',
    table(['', 'Rows', 'As it is', 'After the fix'], rows),
    ...plots.flatMap((plot) => ['', plot]),
  ].join('\n');
}
