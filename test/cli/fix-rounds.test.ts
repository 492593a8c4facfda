// Rounds of fixing over a workspace that is made up: fixes that fail, that never end, or that meet.

import { expect, test } from 'vitest';
import { fixInRounds } from '../../cli/src/fix/fix-rounds';
import { type Finding, fixTogether, type TextEdit, type Workspace } from '../../engine/src/index';

/** A finding for each `x` of a text, with the fix that `fixOf` gives. */
function findX(
  path: string,
  text: string,
  fixOf: (at: number) => readonly TextEdit[] | undefined,
): Finding[] {
  return [...text.matchAll(/x/g)].map(({ index }) => {
    const edits = fixOf(index);
    return {
      rule: 'no-x',
      severity: 'warning',
      message: 'There is an x.',
      path,
      span: { start: index, end: index + 1 },
      line: 0,
      column: index,
      endLine: 0,
      endColumn: index + 1,
      scheduledBy: [],
      related: [],
      fixes: () => (edits ? [{ kind: 'fix', title: 'Remove x', applicability: 'safe', edits }] : []),
    };
  });
}

/** A workspace of texts alone. */
function texts(files: Record<string, string>) {
  const held = new Map(Object.entries(files));
  const workspace: Pick<Workspace, 'text' | 'apply'> = {
    text: (path) => held.get(path),
    apply: (changes) => {
      for (const change of changes)
        if ('text' in change && change.text !== undefined) held.set(change.path, change.text);
    },
  };
  return { held, workspace: workspace as Workspace };
}

const replaceBy = (newText: string) => (at: number) => [{ at: { start: at, end: at + 1 }, newText }];

test('a fix that does not end its finding is taken back, and named', () => {
  const { held, workspace } = texts({ 'a.py': 'x', 'b.py': '-x' });
  const find = () =>
    [...held].flatMap(([path, text]) => findX(path, text, replaceBy(path === 'a.py' ? ' x ' : 'y')));
  const outcome = fixInRounds(workspace, find, 'safe');
  expect(Object.fromEntries(held)).toEqual({ 'a.py': 'x', 'b.py': '-y' });
  expect(outcome.files).toEqual([{ path: 'b.py', before: '-x', after: '-y', fixes: 1 }]);
  expect(outcome.failed.map(({ finding }) => finding.path)).toEqual(['a.py']);
});

test('fixes that bring work for the next round end after ten rounds', () => {
  const { held, workspace } = texts({ 'a.py': 'x' });
  let round = 0;
  const find = () =>
    findX('a.py', held.get('a.py') ?? '', replaceBy('yx')).map((finding) => ({
      ...finding,
      message: `There is an x, again: ${round++}.`,
    }));
  fixInRounds(workspace, find, 'safe');
  expect(held.get('a.py')).toBe(`${'y'.repeat(10)}x`);
});

test('fixes that meet are made one after the other', () => {
  const { held, workspace } = texts({ 'a.py': 'xx-x' });
  const outcome = fixInRounds(workspace, () => findX('a.py', held.get('a.py') ?? '', replaceBy('')), 'safe');
  expect(outcome.files).toEqual([{ path: 'a.py', before: 'xx-x', after: '-', fixes: 3 }]);
});

test('between two edits of a fix no other fix is made', () => {
  const text = 'x__x_';
  const around = [0, 4].map((start) => ({ at: { start, end: start + 1 }, newText: '' }));
  const findings = findX('a.py', text, (at) => (at === 0 ? around : replaceBy('')(at)));
  expect(fixTogether(text, findings, 'safe').chosen.map(({ finding }) => finding.column)).toEqual([0]);
});

test('an import that several fixes need is written once', () => {
  const text = 'import b\n\nx\n\nx\n';
  const added = { at: { start: 0, end: 0 }, newText: 'import a\n' };
  const findings = findX('a.py', text, (at) => [added, ...replaceBy('a')(at)]);
  const { chosen, edits } = fixTogether(text, findings, 'safe');
  expect(chosen).toHaveLength(2);
  expect(edits.filter((edit) => edit.newText === added.newText)).toHaveLength(1);
});
