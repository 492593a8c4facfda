// docs/evidence.md, written from docs/evidence.json.

import { CASES } from './cases.mjs';
import { outcome, resultsOf } from './outcome.mjs';
import { hasPlot, plotName } from './plot.mjs';

const DIGITS = new Intl.NumberFormat('en');
/** How much slower than before counts as slower: times differ by half from run to run. */
const SLOWER = 1.5;

const INTRODUCTION = `\
Each case is one method of \`scripts/evidence/cronvet_evidence\`, which leaks in the way that a rule reports. It runs twice on a real
Odoo, in a new process each: as it is, and as \`cronvet check --fix --unsafe-fixes\` with that rule alone has rewritten it. Memory is how
much the process grew (RSS) from the method's start to its highest, in MB of 1,048,576 bytes, with the commit that the scheduler makes
at the end; of a mixed result, only the least and the most of the versions are shown. A record has 512 characters in its \`note\`.
Seconds are those of one machine with two cores that others used at the same time: take them as no more than an order of size.
Methods run as \`odoo-bin shell\` runs them; those of *one pass of the scheduler* run as real scheduled actions.

Made by \`npm run evidence\`, see CONTRIBUTING.md. The data, with the memory over time, are in \`docs/evidence.json\`.`;

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
    after.length > 0 ? outcome(after, evidence) : 'no fix yet',
  ];
}

/** A table of Markdown; all columns but the first two texts are numbers or short. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function details(data) {
  return (evidence) => {
    const { id, title, method, rows } = evidence;
    const runs = Object.entries(data.runs[id]);
    const cells = ({ mb, seconds, rows: done }) => [String(mb), String(seconds), DIGITS.format(done)];
    const parts = [
      `### ${title}`,
      `\`${method}\`, ${DIGITS.format(rows)} rows. ${fixesOf(runs)}`,
      table(
        ['Odoo', 'MB', 's', 'Rows done', '', 'MB after', 's after', 'Rows done after', ''],
        runs.map(([odoo, { before, after }]) => [
          odoo,
          ...cells(before),
          remark(before, evidence),
          ...(after ? [...cells(after), remark(after, evidence)] : ['', '', '', 'no fix yet']),
        ]),
      ),
      ...(hasPlot(evidence) ? [`![${title}](evidence/${plotName(evidence)})`] : []),
    ];
    return parts.join('\n\n');
  };
}

/** What a measure adds to memory, seconds and rows. */
function remark(result, evidence) {
  const plain = ['memory', 'seconds', 'rows'].includes(evidence.measure);
  return plain ? (result.error ?? '') : outcome([result], evidence);
}

function fixesOf(runs) {
  const fixes = [...new Set(runs.flatMap(([, { fix }]) => fix ?? []))].map((fix) => `"${fix}"`);
  return fixes.length > 0 ? `The fix: ${fixes.join(', ')}.` : 'CronVet makes no fix here yet.';
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
  const isWhole = before.ended !== false && before.error === undefined;
  const slower = isWhole && after.seconds > 1 && after.seconds > SLOWER * before.seconds;
  const isForMemory = evidence.measure === 'memory';
  return [
    ...(slower ? [`${after.seconds} s with the fix, ${before.seconds} s without`] : []),
    ...(isForMemory && after.mb > 0.8 * before.mb
      ? [`${after.mb} MB with the fix, ${before.mb} MB without`]
      : []),
    ...(after.rows < before.rows && evidence.measure !== 'rows half done'
      ? [`${DIGITS.format(after.rows)} rows with the fix, ${DIGITS.format(before.rows)} without`]
      : []),
    ...(after.error ? [`it ends with ${after.error}`] : []),
  ];
}
