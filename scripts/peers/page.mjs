// docs/peers.md, written from docs/peers.json.

/** The page. `data` is what docs/peers.json holds. */
export function peersPage(data) {
  const sections = [
    '# CronVet and its peers',
    ...data.introduction,
    '## Counts',
    table(
      [
        'The peer’s rule',
        'CronVet’s rules',
        'Both',
        'Only the peer',
        'Only CronVet',
        'Peer, where CronVet does not look',
      ],
      data.pairs.map((pair) => [
        `${pair.tool} \`${pair.rule}\``,
        pair.ours.map((rule) => `\`${rule}\``).join(', '),
        pair.both,
        pair.onlyPeer.count,
        pair.onlyOurs.count,
        pair.aside,
      ]),
    ),
    ...data.pairs.flatMap((pair) => [
      `## ${pair.rule}`,
      ...(data.conclusions[pair.rule] ?? []),
      listOf(`Only ${pair.tool}`, pair.onlyPeer),
      listOf('Only CronVet', pair.onlyOurs),
    ]),
    '## Where',
    `Measured with ${Object.values(data.tools).join(' and ')}.`,
    table(
      ['Tree', 'Commit'],
      data.trees.map(({ repository, commit }) => [repository, `\`${commit.slice(0, 10)}\``]),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function listOf(title, { count, sample }) {
  if (sample.length === 0) return '';
  const head = `### ${title}: ${sample.length === count ? count : `${sample.length} of ${count}`}`;
  const items = sample.map(({ repository, path, line, rule, silenced, verdict }) => {
    const notes = `\`${rule}\`${silenced ? ', silenced there by a comment' : ''}`;
    return `- ${repository}, \`${path}:${line}\` (${notes}): ${verdict ?? '*not judged yet*'}`;
  });
  return [head, '', ...items].join('\n');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at < 2 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
