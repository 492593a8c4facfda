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

const IS_EXPECTED = /^((py|xml) fixed|text) /;

/** Reads a page. A fence with a path continues the case before it when nothing but blank lines stands between. */
export function readSpec(path: URL): Spec {
  const lines = readFileSync(path, 'utf8').split('\n');
  const headings: string[] = [];
  const gathered = new GatheredCases();
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^#+ /.test(text)) headings.push(text);
    if (text.startsWith('```')) {
      const fence = readFence(lines, line);
      gathered.fence(fence);
      line += fence.body.split('\n').length;
    } else if (text.trim() !== '') gathered.prose(text);
  }
  return { path, headings, cases: gathered.cases };
}

/** Puts fences together to cases, in the order of the page. */
class GatheredCases {
  readonly cases: SpecCase[] = [];
  #section = '';
  #prose = '';
  #settings: Fence | undefined;
  #joins = false;

  prose(text: string): void {
    if (text.startsWith('## ')) this.#section = text.slice(3);
    this.#prose = text;
    this.#joins = false;
  }

  fence(fence: Fence): void {
    if (fence.info.startsWith('settings')) this.#settings = fence;
    else if (IS_EXPECTED.test(fence.info)) this.#addToLast({ expected: fence });
    else if (/^(py|xml|csv)\b/.test(fence.info)) this.#code(fence);
  }

  #code(fence: Fence): void {
    if (this.#joins && pathOf(fence) !== undefined) {
      this.#addToLast({ file: fence });
      return;
    }
    const title = `${fence.line + 1}: ${this.#prose.replaceAll('`', '')}`;
    const settings = this.#settings;
    this.cases.push({ title, section: this.#section, files: [fence], settings, expected: [] });
    this.#settings = undefined;
    this.#joins = true;
  }

  #addToLast({ file, expected }: { readonly file?: Fence; readonly expected?: Fence }): void {
    const last = this.cases.pop();
    if (!last) throw new Error(`${expected?.info ?? file?.info} stands before any code`);
    this.cases.push({
      ...last,
      files: [...last.files, ...(file ? [file] : [])],
      expected: [...last.expected, ...(expected ? [expected] : [])],
    });
  }
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
