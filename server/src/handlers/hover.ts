// Hover: why the finding under the pointer costs, from its rule's page.

import { type Hover, MarkupKind } from 'vscode-languageserver';
import { pageSummary } from '../../../engine/src/index';
import { type Context, guarded } from '../context';
import { toRange, touches } from '../convert';
import { namedFindings } from '../findings';
import { ruleAddress } from '../rule-address';

/** Serves `textDocument/hover`. */
export function serveHover(context: Context): void {
  const { connection, session } = context;
  connection.onHover(
    guarded(context, null, async ({ textDocument, position }): Promise<Hover | null> => {
      const document = session.document(textDocument.uri);
      if (!document) return null;
      const range = { start: position, end: position };
      const here = namedFindings(document).find(({ finding }) => touches(finding, range, document.text));
      const page = here && (await session.host.rulePage(here.finding.rule));
      if (!here || page === undefined) return null;
      const value = `${pageSummary(page)}\n\n[All of this rule's page](${ruleAddress(here.finding.rule)})`;
      return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(here.finding) };
    }),
  );
}
