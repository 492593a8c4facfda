// docs/precision.md, written from docs/precision.json.

const VERDICTS = ['right', 'debatable', 'wrong'];

/** The page. `data` is what docs/precision.json holds. */
export function precisionPage(data) {
  const known = data.trees.filter(({ fresh }) => !fresh);
  const fresh = data.trees.filter((tree) => tree.fresh);
  const sections = [
    '# How often CronVet is right',
    ...data.introduction,
    ...tablesOf(known),
    '## On repositories that nobody had looked at',
    ...data.freshIntroduction,
    ...tablesOf(fresh),
    '## What was wrong, and what was debatable',
    ...VERDICTS.slice(1)
      .reverse()
      .map((verdict) => listOf(verdict, judgementsOf(data.trees))),
    ...data.conclusions,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function judgementsOf(trees) {
  return trees.flatMap((tree) => tree.judgements.map((judgement) => ({ ...judgement, tree })));
}

function tablesOf(trees) {
  const all = judgementsOf(trees);
  return [
    '### By rule',
    table(
      ['Rule', 'Reported', 'Right', 'Debatable', 'Wrong'],
      [...groups(all, ({ rule }) => `\`${rule}\``), ['**all**', ...counts(all)]],
    ),
    '### By tree',
    table(
      ['Tree', 'Odoo', 'Commit', 'Reported', 'Right', 'Debatable', 'Wrong'],
      trees.map((tree) => [
        nameOf(tree),
        tree.odoo,
        `\`${tree.commit.slice(0, 10)}\``,
        ...counts(tree.judgements),
      ]),
    ),
  ];
}

function nameOf({ repository, folder }) {
  return folder ? `${repository} (\`${folder}\`)` : repository;
}

/** Reported, right, debatable, wrong. */
function counts(judgements) {
  const of = (verdict) => judgements.filter((each) => each.verdict === verdict).length;
  return [judgements.length, ...VERDICTS.map(of)];
}

function groups(judgements, nameFor) {
  const names = [...new Set(judgements.map(nameFor))].sort();
  return names.map((name) => [name, ...counts(judgements.filter((each) => nameFor(each) === name))]);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function listOf(verdict, judgements) {
  const rows = judgements.filter((each) => each.verdict === verdict);
  if (rows.length === 0) return '';
  const title = verdict === 'wrong' ? '### Wrong' : '### Debatable';
  const items = rows.map(
    ({ tree, rule, path, line, why }) => `- ${tree.repository}, \`${path}:${line}\`, \`${rule}\`: ${why}`,
  );
  return [title, '', ...items].join('\n');
}
