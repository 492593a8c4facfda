// Where a new import statement goes: into its section, sorted; or where the section would be.

import { lineEnd, nextLine } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import type { ImportLine } from './import-section';
import { type Token, tokensOf } from './python-tokens';

/** A statement to add. */
export interface NewImport {
  readonly module: string;
  readonly statement: string;
  /** `from …`: isort puts it after the plain imports of its section. */
  readonly from: boolean;
}

type Section = 'future' | 'standard' | 'third-party' | 'odoo' | 'odoo-addons' | 'local';

const ORDER: readonly Section[] = ['future', 'standard', 'third-party', 'odoo', 'odoo-addons', 'local'];

/** Packages that Odoo's requirements.txt brings, as far as addons import them. Others stay where they are. */
const THIRD_PARTY: ReadonlySet<string> = new Set([
  ...['babel', 'dateutil', 'freezegun', 'jinja2', 'lxml', 'markupsafe', 'passlib', 'PIL', 'psycopg2', 'pytz'],
  ...['reportlab', 'requests', 'vobject', 'werkzeug', 'xlrd', 'xlsxwriter', 'xlwt', 'zeep'],
]);

/** The edit that adds the statement in its place. */
export function addImportLine(
  text: string,
  imports: readonly ImportLine[],
  wanted: NewImport,
  eol: string,
): TextEdit {
  const section = sectionOf(wanted.module);
  const key = sortKey(wanted.from, wanted.module);
  const same = firstBlock(
    text,
    imports.filter((line) => sectionOfLine(line) === section),
  );
  const before = same.findLast((line) => keyOf(line) <= key);
  if (before) return insertAfter(text, before.at.end, wanted.statement, eol, '');
  const after = same.find((line) => keyOf(line) > key);
  if (after) return insertAt(after.at.start, `${wanted.statement}${eol}`);
  return newSection(text, imports, section, wanted.statement, eol);
}

/** The lines up to the first blank one: below it stand the packages of others. */
function firstBlock(text: string, lines: readonly ImportLine[]): readonly ImportLine[] {
  const gap = lines.findIndex((line, index) => {
    const above = lines[index - 1];
    return above !== undefined && /\n[ \t]*\r?\n/.test(text.slice(above.at.end, line.at.start));
  });
  return gap < 0 ? lines : lines.slice(0, gap);
}

function newSection(
  text: string,
  imports: readonly ImportLine[],
  section: Section,
  statement: string,
  eol: string,
): TextEdit {
  const rank = ORDER.indexOf(section);
  const later = imports.find((line) => ORDER.indexOf(sectionOfLine(line)) > rank);
  if (later) return insertAt(later.at.start, `${statement}${eol}${eol}`);
  const last = imports.at(-1);
  if (last) return insertAfter(text, last.at.end, statement, eol, eol);
  return atTop(text, statement, eol);
}

function atTop(text: string, statement: string, eol: string): TextEdit {
  const docstring = moduleDocstring(text);
  if (docstring) return insertAfter(text, docstring.at.end, statement, eol, eol);
  const offset = headEnd(text);
  const gap = /^(?:def|class|async|@)/.test(text.slice(offset, offset + 6)) ? eol : '';
  return insertAt(offset, `${statement}${eol}${eol}${gap}`);
}

function moduleDocstring(text: string): Token | undefined {
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    if (token.kind === 'comment' || token.kind === 'newline') continue;
    return token.kind === 'string' ? token : undefined;
  }
  return undefined;
}

/** After the byte order mark and the first comments: the interpreter line, the encoding, the licence. */
function headEnd(text: string): number {
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  while (text[offset] === '#') offset = nextLine(text, offset);
  return offset;
}

function sectionOfLine(line: ImportLine): Section {
  return sectionOf(line.module ?? line.names[0]?.name ?? '');
}

function sectionOf(module: string): Section {
  if (module === '__future__') return 'future';
  if (module.startsWith('.')) return 'local';
  if (/^odoo\.addons(\.|$)/.test(module)) return 'odoo-addons';
  if (/^odoo(\.|$)/.test(module)) return 'odoo';
  return THIRD_PARTY.has(module.replace(/\..*/s, '')) ? 'third-party' : 'standard';
}

function keyOf(line: ImportLine): string {
  return sortKey(line.module !== undefined, line.module ?? line.names[0]?.name ?? '');
}

function sortKey(from: boolean, module: string): string {
  return `${from ? 1 : 0}${module}`;
}

function insertAfter(text: string, offset: number, statement: string, eol: string, gap: string): TextEdit {
  const end = lineEnd(text, offset);
  return insertAt(end, `${eol}${gap}${statement}`);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { at: { start: offset, end: offset }, newText };
}
