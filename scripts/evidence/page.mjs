// docs/evidence.md, written from docs/evidence.json.

import { CASES } from './cases.mjs';
import { outcome, resultsOf } from './outcome.mjs';
import { hasPlot, plotName } from './plot.mjs';

const DIGITS = new Intl.NumberFormat('en');
/** How much slower than before counts as slower. */
const SLOWER = 1.3;

const INTRODUCTION = `\
Each case is a method of \`scripts/evidence/cronvet_evidence\` that goes wrong in the way that a rule reports. It runs twice on a real
Odoo, in a new process each: as it is, and as \`cronvet check --fix --unsafe-fixes\` with that rule alone has rewritten it. Methods run
in \`odoo-bin shell\`, with the commit that the scheduler makes at the end; those of *one pass of the scheduler* run as scheduled actions.

- Memory is how much the process grew (RSS) from the start of the method to its highest, in MB of 1,048,576 bytes. A record has
  a text of 512 characters, \`note\`, and few other fields: on a larger model all of it is more.
- Seconds are those of one machine with two cores, on which others worked at the same time: compare no two of them. The seconds
  of CPU that Odoo's process took (PostgreSQL's not counted) differ less, but on a busy machine
  they were twice as many, too: take the least.
- Where versions differ, the first table shows the least and the most.

\`npm run evidence\` makes this page, see CONTRIBUTING.md. \`docs/evidence.json\` has the data, with the memory over time.`;

/** The page. `data` is what docs/evidence.json holds. */
export function evidencePage(data) {
  const measured = CASES.filter(({ id }) => data.runs[id]);
  const rules = [...new Set(measured.map(({ rule }) => rule))];
  const sections = [
    '# What a finding costs, and what its fix brings',
    INTRODUCTION,
    table(
      ['Odoo', 'Source', 'Commit', 'PostgreSQL'],
      Object.values(data.odoo).map(({ version, repository, commit, postgresql }) => [
        version,
        repository ?? '',
        commit ? `\`${commit.slice(0, 10)}\`` : '',
        postgresql,
      ]),
    ),
    '## All cases',
    table(
      ['Rule', 'Case', 'Rows', 'As it is', 'After the fix'],
      measured.map((each) => [
        `[${each.rule}](#${each.rule})`,
        each.title,
        ...summary(each, data.runs[each.id]),
      ]),
    ),
    '## Where a fix costs something, or brings nothing',
    drawbacks(measured, data) || 'Nowhere.',
    ...rules.flatMap((rule) => [
      `## ${rule}`,
      ...measured.filter((each) => each.rule === rule).map(details(data)),
    ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The cells of one case over all versions: rows, before, after. */
export function summary(evidence, runs) {
  const [before, after] = [resultsOf(runs, 'before'), resultsOf(runs, 'after')];
  return [
    DIGITS.format(evidence.rows),
    outcome(before, evidence),
    after.length > 0 ? outcome(after, evidence) : 'no fix',
  ];
}

/** A table of Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function details(data) {
  return (evidence) => {
    const { id, title, method, rows } = evidence;
    const runs = Object.entries(data.runs[id]);
    const lines = runs.flatMap(([odoo, { before, after }]) => [
      [odoo, 'as it is', ...cells(before, evidence)],
      ...(after ? [[odoo, 'after the fix', ...cells(after, evidence)]] : []),
    ]);
    const head = ['Odoo', '', 'MB', 's', 's of CPU', 'Rows done', 'What came of it'];
    const said = lines.some((line) => line.at(-1) !== '') ? head.length : head.length - 1;
    const parts = [
      `### ${title}`,
      `\`${method}\`, ${DIGITS.format(rows)} rows. ${fixesOf(runs)}`,
      table(
        head.slice(0, said),
        lines.map((line) => line.slice(0, said)),
      ),
      ...(hasPlot(evidence) ? [`![${title}](evidence/${plotName(evidence)})`] : []),
    ];
    return parts.join('\n\n');
  };
}

function cells(result, evidence) {
  const rows = result.rows === undefined ? '' : DIGITS.format(result.rows);
  return [
    String(result.mb),
    String(result.seconds),
    String(result.cpu ?? ''),
    rows,
    remark(result, evidence),
  ];
}

/** What a measure adds to memory, seconds and rows. */
function remark(result, evidence) {
  const plain = ['memory', 'memory and seconds', 'seconds', 'rows'].includes(evidence.measure);
  return plain ? (result.error ?? '') : outcome([result], evidence);
}

function fixesOf(runs) {
  const titles = runs.flatMap(([, { fix }]) => fix?.replace(/ \(Odoo \d+\)$/, '') ?? []);
  const fixes = [...new Set(titles)].map((fix) => `"${fix}"`);
  return fixes.length > 0 ? `The fix: ${fixes.join(', ')}.` : 'CronVet makes no fix here.';
}

function drawbacks(measured, data) {
  const lines = measured.flatMap((evidence) =>
    Object.entries(data.runs[evidence.id]).flatMap(([odoo, { before, after }]) =>
      after
        ? drawback(evidence, before, after).map(
            (text) => `- Odoo ${odoo}, ${evidence.rule}, ${evidence.title}: ${text}`,
          )
        : [],
    ),
  );
  return lines.join('\n');
}

function drawback(evidence, before, after) {
  const isWhole = before.ended !== false && !(before.rows < after.rows);
  const slower = isWhole && after.cpu > 1 && after.cpu > SLOWER * before.cpu;
  const isForMemory = evidence.measure.startsWith('memory');
  return [
    ...(slower ? [`${after.cpu} s of CPU with the fix, ${before.cpu} s without`] : []),
    ...(isForMemory && after.mb > 0.8 * before.mb
      ? [`${after.mb} MB with the fix, ${before.mb} MB without`]
      : []),
    ...(after.rows < before.rows && evidence.measure !== 'rows half done'
      ? [`${DIGITS.format(after.rows)} rows with the fix, ${DIGITS.format(before.rows)} without`]
      : []),
    ...(after.error ? [`it ends with ${after.error}`] : []),
  ];
}
