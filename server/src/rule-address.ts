// Where a rule's page is read on the web: the link behind a diagnostic's code.

const PAGES = 'https://github.com/cronvet/cronvet/blob/main/engine/src/rules';

/** Address of a rule's page. */
export function ruleAddress(rule: string): string {
  return `${PAGES}/${rule}.md`;
}
