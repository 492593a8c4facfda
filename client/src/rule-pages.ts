// Rule pages inside the editor: documents of their own scheme, filled by the server, shown as Markdown.

import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { RULE_PAGE, type RulePageParams } from '../../server/src/protocol';

const SCHEME = 'cronvet-rule';

/** Makes `cronvet-rule:/<rule>.md` a document that can be read. */
export function showRulePages(client: LanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const params: RulePageParams = { rule: uri.path.slice(1, -'.md'.length) };
      const page = await client.sendRequest<string | null>(RULE_PAGE, params);
      return page ?? `There is no rule named \`${params.rule}\`.`;
    },
  });
}

/** Opens a rule's page as a preview; asks for the rule when none is given. */
export async function openRulePage(rule?: unknown): Promise<void> {
  const name =
    typeof rule === 'string' ? rule : await window.showInputBox({ prompt: 'Rule, as in a finding' });
  if (!name) return;
  const page = Uri.from({ scheme: SCHEME, path: `/${name}.md` });
  await commands.executeCommand('markdown.showPreview', page);
}
