// A new action in an addon that is given as texts, and the addon after it.

import {
  applyEdits,
  DEFAULT_SETTINGS,
  type Finding,
  type NewActionPlan,
  type NewActionRequest,
} from '../../engine/src/index';
import { findingsIn, type Texts, withWorkspace } from '../support/engine';

/** Files by path, as a test writes them. */
export type Files = Readonly<Record<string, string>>;

/** The action that the tests ask for. */
export const SYNC: NewActionRequest = {
  addon: 'my_sync',
  model: 'res.partner',
  title: 'Sync partners',
  every: 2,
  unit: 'hours',
};

/** The plan for an addon that has these files. */
export function planFor(files: Files, request: Partial<NewActionRequest> = {}): NewActionPlan {
  const texts = new Map(Object.entries(files));
  const asked = { ...SYNC, ...request };
  return withWorkspace(texts, DEFAULT_SETTINGS, (workspace) => {
    const wanted = new Set(workspace.newActionFiles(asked));
    // No more is read than what was asked for.
    return workspace.newAction(asked, new Map([...texts].filter(([path]) => wanted.has(path))));
  });
}

/** All files after the plan. */
export function filesAfter(files: Files, request: Partial<NewActionRequest> = {}): Texts {
  const plan = planFor(files, request);
  if (plan.kind === 'refused') throw new Error(plan.reason);
  const texts = new Map(Object.entries(files));
  for (const file of [...plan.files, ...plan.test]) {
    const before = texts.get(file.path);
    if ((file.kind === 'create') !== (before === undefined)) throw new Error(`${file.kind} ${file.path}`);
    texts.set(file.path, file.kind === 'create' ? file.text : applyEdits(before ?? '', file.edits));
  }
  return texts;
}

/** Why a plan was refused. */
export function refusalOf(files: Files, request: Partial<NewActionRequest> = {}): string {
  const plan = planFor(files, request);
  return plan.kind === 'refused' ? plan.reason : `planned: ${plan.title}`;
}

/** What our rules say of the files, and what the scheduler would call. */
export function judged(files: Texts): {
  readonly findings: readonly Finding[];
  readonly calls: readonly string[];
} {
  return withWorkspace(files, DEFAULT_SETTINGS, (workspace) => ({
    findings: findingsIn(workspace, files),
    calls: workspace
      .crons()
      .flatMap(({ id, interval, loaded, calls }) =>
        calls.map(
          ({ method, definitions }) =>
            `${id} every ${interval}${loaded ? '' : ' (not loaded)'}: ${method} in ${definitions[0]?.path}`,
        ),
      ),
  }));
}
