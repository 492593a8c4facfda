// The files that a plan has to know: as the editor has them, or the disk.

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PlanFiles } from './convert';
import type { Root } from './root';
import type { Session } from './session';

/** The files that there are of those, with the versions of the open ones. */
export async function planFiles(session: Session, root: Root, paths: readonly string[]): Promise<PlanFiles> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const uri = root.uriOf(path);
      const open = session.document(uri)?.text;
      if (open) return [[path, open] as const];
      const file = await session.host.read(session.host.pathOf(uri) ?? uri);
      return file.kind === 'text' ? [[path, TextDocument.create(uri, '', 0, file.text)] as const] : [];
    }),
  );
  const files = new Map(found.flat());
  const versionOf = (path: string) =>
    session.document(root.uriOf(path)) ? files.get(path)?.version : undefined;
  return { root, files, versionOf };
}

/** The texts of a plan's files. */
export function textsOf({ files }: PlanFiles): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, document]) => [path, document.getText()]));
}
