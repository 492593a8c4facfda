// Turns a rule's page, which is also its test, into what a user reads: without the marks that only tests need.

/**
 * The page for reading: fences keep only their language, `# ! rule` becomes an arrow, and lines with `^^^` marks are left
 * out. So are plots, since they lie beside the page only in the repository, and the comments that say what is measured.
 */
export function readerPage(page: string): string {
  const lines: string[] = [];
  for (const line of page.replace(PLOTS, '').split(/\r?\n/)) {
    const fence = /^(\s*```+)(\w*)/.exec(line);
    if (fence) lines.push(`${fence[1]}${LANGUAGES[fence[2] ?? ''] ?? fence[2]}`);
    else if (!IS_MARK.test(line)) lines.push(withPointer(line));
  }
  return lines.join('\n');
}

/** The page's beginning, up to its examples and without its table of measurements: what fits a hover. */
export function pageSummary(page: string): string {
  const examples = page.search(/^## Reported\b/m);
  const beginning = examples < 0 ? page : page.slice(0, examples);
  return readerPage(beginning.replace(MEASUREMENTS, '')).trimEnd();
}

/** The page with the first examples of each section only, and a line that says how many more there are. */
export function briefPage(page: string, examples: number): string {
  return readerPage(page)
    .split(/^(?=## )/m)
    .map((section) => firstExamples(section, examples))
    .join('');
}

/** An example is a text and the fences below it. */
function firstExamples(section: string, count: number): string {
  const parts = section.split(/(?<=^```\n)(?=\n+[^\n`])/m);
  const more = parts.length - count;
  if (more < 1 || !section.includes('```')) return section;
  return `${parts.slice(0, count).join('')}\n… and ${more} more.\n\n`;
}

const MEASUREMENTS = /^<!-- evidence -->$[\s\S]*?^<!-- \/evidence -->$/m;
const PLOTS = /^!\[[^\n]*\]\([^\n)]*\.svg\)\r?\n(\r?\n)?/gm;
const IS_MARK = /^\s*((#|<!--)\s*\^+|<!-- (\/?evidence|measured)\b)/;

const LANGUAGES: Readonly<Record<string, string>> = { py: 'python' };

function withPointer(line: string): string {
  return line.replace(/(#|<!--)\s*!\s*(?=[\w\s,()-]*(?:-->)?$)/, '$1 <- ');
}
