// `cronvet rules` and `cronvet explain RULE`: the catalogue, and one rule's page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { briefPage, RULE_IDS, readerPage } from '../../../engine/src/index';
import { type CliHost, type ExitCode, UsageError } from '../host';

/** Prints each rule with the first sentence of its page. */
export function listRules(host: CliHost): ExitCode {
  const width = Math.max(...RULE_IDS.map((id) => id.length));
  for (const id of [...RULE_IDS].sort()) {
    host.stdout.write(`${id.padEnd(width)}  ${summary(page(id, host))}\n`);
  }
  return 0;
}

/** What of a page is printed. */
export interface ExplainOptions {
  /** Every example, not only the first of each section. */
  readonly all?: boolean;
}

const EXAMPLES = 3;

/** Prints a rule's page as Markdown. */
export function explain(rule: string, { all }: ExplainOptions, host: CliHost): ExitCode {
  if (!RULE_IDS.includes(rule)) throw new UsageError(`there is no rule "${rule}" (cronvet rules lists them)`);
  const text = page(rule, host);
  host.stdout.write(
    all
      ? readerPage(text)
      : `${briefPage(text, EXAMPLES).trimEnd()}\n\nAll examples: cronvet explain ${rule} --all\n`,
  );
  return 0;
}

function page(rule: string, host: CliHost): string {
  return readFileSync(join(host.dist, 'rules', `${rule}.md`), 'utf8');
}

function summary(markdown: string): string {
  return markdown.split(/\r?\n/).find((line) => /^[^#\s]/.test(line)) ?? '';
}
