// Reads Markdown specs: pages of prose in which fences of code are cases, with what is expected of them beside.

import { readFileSync, writeFileSync } from 'node:fs';

/** A fence. */
export interface Fence {
  /** The words after the backticks. */
  readonly info: string;
  readonly body: string;
  /** Line of the opening backticks in the page, from 0. */
  readonly line: number;
}

/** Code that is checked as one workspace, and the fences that say what comes of it. */
export interface SpecCase {
  /** The sentence before the code, after the line of the page where the code begins (from 1). */
  readonly title: string;
  readonly section: string;
  readonly files: readonly Fence[];
  readonly settings: Fence | undefined;
  /** `fixed`, `crons`, `scheduled`, …: fences that are not code of the case. */
  readonly expected: readonly Fence[];
}

/** A page. */
export interface Spec {
  readonly path: URL;
  readonly headings: readonly string[];
  readonly cases: readonly SpecCase[];
}

const IS_EXPECTED = /^(py fixed|text) /;

/** Reads a page. A fence with a path continues the case before it when nothing but blank lines stands between. */
export function readSpec(path: URL): Spec {
  const lines = readFileSync(path, 'utf8').split('\n');
  const headings: string[] = [];
  const cases: SpecCase[] = [];
  let section = '';
  let prose = '';
  let settings: Fence | undefined;
  let joins = false;
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^#+ /.test(text)) headings.push(text);
    if (text.startsWith('## ')) section = text.slice(3);
    if (!text.startsWith('```')) {
      if (text.trim() === '') continue;
      prose = text;
      joins = false;
      continue;
    }
    const fence = readFence(lines, line);
    line += fence.body.split('\n').length;
    if (fence.info.startsWith('settings')) {
      settings = fence;
      continue;
    }
    const last = cases.at(-1);
    if (IS_EXPECTED.test(fence.info)) {
      if (!last) throw new Error(`${fence.info} stands before any code`);
      cases[cases.length - 1] = { ...last, expected: [...last.expected, fence] };
      continue;
    }
    if (!/^(py|xml|csv)\b/.test(fence.info)) continue;
    if (last && joins && pathOf(fence) !== undefined) {
      cases[cases.length - 1] = { ...last, files: [...last.files, fence] };
    } else {
      const title = `${fence.line + 1}: ${prose.replaceAll('`', '')}`;
      cases.push({ title, section, files: [fence], settings, expected: [] });
      settings = undefined;
    }
    joins = true;
  }
  return { path, headings, cases };
}

/** The path that a fence gives its code: `py /shop/models/order.py`. */
export function pathOf(fence: Fence): string | undefined {
  return /(?:^|\s)\/(\S+)/.exec(fence.info)?.[1];
}

/** The words after `word` in a fence's information: `odoo 16,17`, `on shop.ticket`. */
export function wordAfter(fence: Fence, word: string): string | undefined {
  return new RegExp(`(?:^|\\s)${word} (\\S+)`).exec(fence.info)?.[1];
}

/** Writes new bodies of fences into the page: `UPDATE=1` does, and a person reviews the difference. */
export function rewriteSpec(path: URL, bodies: ReadonlyMap<number, string>): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  for (const line of [...bodies.keys()].sort((a, b) => b - a)) {
    const old = readFence(lines, line).body.split('\n').length - 1;
    lines.splice(line + 1, old, ...(bodies.get(line) ?? '').replace(/\n$/, '').split('\n'));
  }
  writeFileSync(path, lines.join('\n'));
}

function readFence(lines: readonly string[], line: number): Fence {
  const info = (lines[line] ?? '').slice(3).trim();
  const end = lines.indexOf('```', line + 1);
  if (end < 0) throw new Error(`the fence of line ${line + 1} has no end`);
  return {
    info,
    body: lines
      .slice(line + 1, end)
      .map((each) => `${each}\n`)
      .join(''),
    line,
  };
}
