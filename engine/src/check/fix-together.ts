// Which fixes of one file can be made in one go, and the edits that make them.

import type { Fix } from '../fixes/fix';
import { lineEnd, lineStart } from '../text/indentation';
import { meets, type Span } from '../text/span';
import type { TextEdit } from '../text/text-edit';
import type { Finding } from './report';

/** How far a fix may go that nobody looks at one by one. */
export type FixLevel = 'safe' | 'unsafe';

/** A finding with the fix that was chosen for it. */
export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Fixes that do not meet, and all their edits in the text that was checked. */
export interface FixesTogether {
  readonly chosen: readonly ChosenFix[];
  readonly edits: readonly TextEdit[];
}

/** The finding's first safe fix; where unsafe ones are wanted too, else its first unsafe one. */
export function fixFor(finding: Finding, level: FixLevel): Fix | undefined {
  const fixes = finding.fixes().filter((fix): fix is Fix => fix.kind === 'fix');
  const safe = fixes.find(({ applicability }) => applicability === 'safe');
  if (safe || level === 'safe') return safe;
  return fixes.find(({ applicability }) => applicability === 'unsafe');
}

/**
 * Takes the fix of each finding in turn. One that meets an earlier one is left for the next check: it was made for
 * lines that are others now. The import that several fixes need is written once.
 */
export function fixTogether(text: string, findings: readonly Finding[], level: FixLevel): FixesTogether {
  const chosen: ChosenFix[] = [];
  const places: Span[] = [];
  const imports: TextEdit[] = [];
  const edits: TextEdit[] = [];
  for (const { finding, fix } of safeFirst(findings, level)) {
    const own = fix.edits.filter((edit) => isImport(text, edit));
    const others = fix.edits.filter((edit) => !own.includes(edit));
    const place = hull(others);
    const fresh = own.filter((edit) => !imports.some((known) => isSame(known, edit)));
    const taken = [...places, ...imports.map(({ at }) => at)];
    const wanted = [...(place ? [place] : []), ...fresh.map(({ at }) => at)];
    if (wanted.some((one) => taken.some((other) => meets(one, other)))) continue;
    chosen.push({ finding, fix });
    if (place) places.push(place);
    imports.push(...fresh);
    edits.push(...others, ...fresh);
  }
  return { chosen, edits };
}

/** A safe fix that meets an unsafe one would be lost with it. */
function safeFirst(findings: readonly Finding[], level: FixLevel): readonly ChosenFix[] {
  const fixes = findings.flatMap((finding): readonly ChosenFix[] => {
    const fix = fixFor(finding, level);
    return fix ? [{ finding, fix }] : [];
  });
  const isSafe = ({ fix }: ChosenFix) => fix.applicability === 'safe';
  return [...fixes.filter(isSafe), ...fixes.filter((each) => !isSafe(each))];
}

/** All that a fix spans: between two of its edits nothing else may change. */
function hull(edits: readonly TextEdit[]): Span | undefined {
  if (edits.length === 0) return undefined;
  return {
    start: Math.min(...edits.map(({ at }) => at.start)),
    end: Math.max(...edits.map(({ at }) => at.end)),
  };
}

const IMPORT = /^\s*(?:from|import)\s/;

function isImport(text: string, { at, newText }: TextEdit): boolean {
  return IMPORT.test(newText) || IMPORT.test(text.slice(lineStart(text, at.start), lineEnd(text, at.start)));
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.newText === other.newText && one.at.start === other.at.start && one.at.end === other.at.end;
}
