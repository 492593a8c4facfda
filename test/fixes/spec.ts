// Reads and rewrites the Markdown specs of the fixes: a heading, a `py before` fence, a `py after` or `text refused` one.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One case of a spec. */
export interface SpecCase {
  readonly title: string;
  /** The words and the JSON after `py before`. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly before: string;
  readonly after: { readonly kind: 'after' | 'refused'; readonly text: string };
}

const FENCE = /^```(.*)\n([\s\S]*?)^```$/gm;

/** The path of a spec beside this file. */
export function specPath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The cases of a spec. */
export function readSpec(name: string): readonly SpecCase[] {
  const parts = readFileSync(specPath(name), 'utf8').split(/^## /m).slice(1);
  return parts.map((part) => {
    const title = part.slice(0, part.indexOf('\n'));
    const fences = [...part.matchAll(FENCE)];
    const before = fences.find(([, info]) => info?.startsWith('py before'));
    const after = fences.find(([, info]) => info === 'py after' || info === 'text refused');
    if (!before) throw new Error(`no "py before" fence in "${title}"`);
    return {
      title,
      options: JSON.parse(before[1]?.slice('py before'.length).trim() || '{}'),
      before: before[2] ?? '',
      after: { kind: after?.[1] === 'text refused' ? 'refused' : 'after', text: after?.[2] ?? '' },
    };
  });
}

/** Writes what was found into the spec, for review: `UPDATE=1 npx vitest run test/fixes`. */
export function updateSpec(name: string, found: ReadonlyMap<string, SpecCase['after']>): void {
  const [head = '', ...parts] = readFileSync(specPath(name), 'utf8').split(/^## /m);
  const written = parts.map((part) => {
    const title = part.slice(0, part.indexOf('\n'));
    const after = found.get(title);
    if (!after) return part;
    const kept = part.replace(/^```(py after|text refused)\n[\s\S]*?^```\n/m, '').trimEnd();
    const info = after.kind === 'refused' ? 'text refused' : 'py after';
    return `${kept}\n\n\`\`\`${info}\n${after.text}\`\`\`\n\n`;
  });
  writeFileSync(specPath(name), `${[head, ...written].join('## ').trimEnd()}\n`);
}
