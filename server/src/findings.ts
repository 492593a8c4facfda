// The findings of an open document, each with a name by which a later request finds it again.

import { contentHash, type Finding } from '../../engine/src/index';
import type { Root } from './root';

/** A finding and its fingerprint: stable while its method keeps it, whatever moves above it. */
export interface NamedFinding {
  readonly finding: Finding;
  readonly fingerprint: string;
}

/** Checks a file and names its findings; equal ones are told apart by their order. None while its root is read. */
export function namedFindings({ root, path }: { root: Root; path: string }): readonly NamedFinding[] {
  if (root.reading) return [];
  const seen = new Map<string, number>();
  return root.workspace.check(path).findings.map((finding) => {
    const same = `${finding.rule}\n${finding.method ?? ''}\n${finding.message}`;
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    return { finding, fingerprint: contentHash(`${same}\n${nth}`).toString(36) };
  });
}
