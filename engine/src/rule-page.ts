// Turns a rule's page, which is also its test, into what a user reads: without the marks that only tests need.

/** The page for reading: fences keep only their language, lines lose `# ! rule` and `^^^` marks. */
export function readerPage(page: string): string {
  const lines: string[] = [];
  for (const line of page.split(/\r?\n/)) {
    const fence = /^(\s*```+)(\w*)/.exec(line);
    if (fence) lines.push(`${fence[1]}${LANGUAGES[fence[2] ?? ''] ?? fence[2]}`);
    else if (!/^\s*(#|<!--)\s*\^+/.test(line)) lines.push(withoutMark(line));
  }
  return lines.join('\n');
}

/** The page's beginning, up to its examples: what fits a hover. */
export function pageSummary(page: string): string {
  const examples = page.search(/^## Reported\b/m);
  return readerPage(examples < 0 ? page : page.slice(0, examples)).trimEnd();
}

const LANGUAGES: Readonly<Record<string, string>> = { py: 'python' };

function withoutMark(line: string): string {
  return line.replace(/\s*(#\s*![\w\s,()-]*|<!--\s*![\w\s,()-]*-->)$/, '');
}
