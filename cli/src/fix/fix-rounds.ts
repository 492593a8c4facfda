// Fixes findings in the workspace's own texts, round after round, until there is nothing left to fix. Nothing is written.

import {
  applyEdits,
  type ChosenFix,
  type Finding,
  type FixLevel,
  fixTogether,
  type Workspace,
} from '../../../engine/src/index';

/** A file that the fixes changed. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Fixes that were made in it. */
  readonly fixes: number;
}

/** What the rounds made of the files. */
export interface FixOutcome {
  /** Sorted by path. */
  readonly files: readonly FixedFile[];
  /** Fixes that did not end their finding, and were taken back. */
  readonly failed: readonly ChosenFix[];
}

/** One fix may make way for the next, but never without end. */
const MOST_ROUNDS = 10;

/** What one round makes of one file. */
interface Step {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly chosen: readonly ChosenFix[];
}

/** Fixes what `findings` gives, in the workspace; it is asked anew after each round. */
export function fixInRounds(
  workspace: Workspace,
  findings: () => readonly Finding[],
  level: FixLevel,
): FixOutcome {
  const files = new Map<string, FixedFile>();
  const failed = new Map<string, ChosenFix>();
  let found = findings();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = found.filter((finding) => !failed.has(nameOf(finding)));
    const steps = stepsFor(workspace, open, level);
    if (steps.length === 0) break;
    workspace.apply(steps.map(({ path, after }) => ({ path, text: after })));
    const now = findings();
    const bad = steps.flatMap(({ chosen }) =>
      chosen.filter(({ finding }) => remains(finding, found, now, steps)),
    );
    for (const one of bad) failed.set(nameOf(one.finding), one);
    const undone = steps.filter(({ chosen }) => chosen.some((one) => bad.includes(one)));
    for (const { path, before, after, chosen } of steps.filter((step) => !undone.includes(step))) {
      const known = files.get(path);
      files.set(path, {
        path,
        before: known?.before ?? before,
        after,
        fixes: (known?.fixes ?? 0) + chosen.length,
      });
    }
    workspace.apply(undone.map(({ path, before }) => ({ path, text: before })));
    found = undone.length > 0 ? findings() : now;
  }
  return {
    files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    failed: [...failed.values()],
  };
}

function stepsFor(workspace: Workspace, findings: readonly Finding[], level: FixLevel): readonly Step[] {
  const paths = [...new Set(findings.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const before = workspace.text(path);
    if (before === undefined) return [];
    const own = findings.filter((finding) => finding.path === path);
    const { chosen, edits } = fixTogether(before, own, level);
    return chosen.length === 0 ? [] : [{ path, before, after: applyEdits(before, edits), chosen }];
  });
}

/** Whether there are as many findings of this name as without its fix. */
function remains(
  finding: Finding,
  before: readonly Finding[],
  now: readonly Finding[],
  steps: readonly Step[],
): boolean {
  const name = nameOf(finding);
  const count = (list: readonly Finding[]) => list.filter((each) => nameOf(each) === name).length;
  const fixed = steps.flatMap(({ chosen }) => chosen.map((one) => one.finding));
  return count(now) > count(before) - count(fixed);
}

/** What a finding is called while its lines move. */
function nameOf({ path, rule, method, message }: Finding): string {
  return [path, rule, method ?? '', message].join('\n');
}
