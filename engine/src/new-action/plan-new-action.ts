// The whole of a new scheduled action: its method, its record, the manifest's line, and a test.

import { needEdit } from '../templates/needs';
import { placeText } from '../templates/placed-text';
import { API } from '../templates/template';
import { indentAt, lineBreakOf, nextLine } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { readCronRecords } from '../xml/cron-records';
import { actionMethods, modelFile, testFile } from './action-code';
import { actionRecord, addRecord, recordFile } from './action-record';
import { importModule } from './init-import';
import { addDataFile } from './manifest-data';
import { type ActionNames, moduleOf, namesOf } from './names';
import {
  type AddonFacts,
  type FilePlan,
  type NewActionPlan,
  type NewActionRequest,
  type ReadFile,
  Refusal,
} from './new-action';

/** Files that the plan may read, besides those that it may make. */
export function filesToRead(
  { root, owner, dataFile }: AddonFacts,
  request: NewActionRequest,
): readonly string[] {
  const folder = root === '' ? '' : `${root}/`;
  const names = namesOf(request);
  const own = [
    ...['__manifest__.py', '__init__.py', 'models.py', 'models/__init__.py', 'tests/__init__.py'],
    ...[
      `${moduleOf(request.model)}.py`,
      `models/${moduleOf(request.model)}.py`,
      `tests/${names.testFile}.py`,
    ],
  ];
  return [...own.map((file) => folder + file), folder + dataFile, ...(owner ? [owner.path] : [])];
}

/** Plans the action; throws a `Refusal` where something stands against it. */
export function planNewAction(request: NewActionRequest, addon: AddonFacts, read: ReadFile): NewActionPlan {
  const names = namesOf(request);
  return {
    kind: 'plan',
    title: `Scheduled action: ${names.sentence}`,
    files: [...pythonPlan(request, addon, names, read), ...dataPlan(request, addon, names, read)],
    test: testPlan(request, addon, names, read),
  };
}

const folderOf = ({ root }: AddonFacts): string => (root === '' ? '' : `${root}/`);

const BASES = { model: 'Model', transient: 'TransientModel', abstract: 'AbstractModel' } as const;

function pythonPlan(
  { model }: NewActionRequest,
  addon: AddonFacts,
  names: ActionNames,
  read: ReadFile,
): readonly FilePlan[] {
  const methods = actionMethods(addon.form, names);
  const { owner, kind } = addon;
  if (owner === undefined) return newModelFile(model, modelFile(model, BASES[kind], methods), addon, read);
  const taken = owner.outline.methods.find(({ name }) => name === names.method || name === names.batch);
  if (taken) throw new Refusal(`${owner.path} has a method ${taken.name} already: say it in other words.`);
  const text = read(owner.path);
  if (text === undefined) throw new Refusal(`${owner.path} cannot be read.`);
  return [{ kind: 'edit', path: owner.path, edits: inClass(text, owner.outline.span, methods) }];
}

/** The methods at the end of a class, and the import that they need. */
function inClass(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  methods: string,
): readonly TextEdit[] {
  const indent = indentAt(text, lastMember(text, start, end));
  const eol = lineBreakOf(text);
  const written = `${eol}${eol}${indent}${placeText(methods, text, indent).asIs}`;
  const need = needEdit({ text, headEnd: start, typed: text.length }, [API]);
  return [...(need ? [need] : []), { at: { start: end, end }, newText: written }];
}

/** Offset of a line of the class's body that is indented least: the one of its members. */
function lastMember(text: string, start: number, end: number): number {
  let best = end;
  let least = Number.POSITIVE_INFINITY;
  for (let at = nextLine(text, start); at < end; at = nextLine(text, at)) {
    const line = /^([ \t]+)[^\s#)\]}]/.exec(text.slice(at, Math.min(at + 200, end)));
    const width = line?.[1]?.length ?? Number.POSITIVE_INFINITY;
    if (width < least) {
      least = width;
      best = at;
    }
  }
  return best;
}

function newModelFile(model: string, text: string, addon: AddonFacts, read: ReadFile): readonly FilePlan[] {
  const root = folderOf(addon);
  const hasPackage = read(`${root}models/__init__.py`) !== undefined;
  // A module `models.py` would be hidden by a package of its name.
  const folder = hasPackage || read(`${root}models.py`) === undefined ? `${root}models/` : root;
  const module = moduleOf(model);
  const path = `${folder}${module}.py`;
  if (read(path) !== undefined) {
    throw new Refusal(`${path} is there, and has no class for ${model}: add one with _inherit = "${model}".`);
  }
  return [
    { kind: 'create', path, text },
    ...importModule(read, folder, module),
    ...(folder === root ? [] : importModule(read, root, 'models')),
  ];
}

function dataPlan(
  request: NewActionRequest,
  addon: AddonFacts,
  names: ActionNames,
  read: ReadFile,
): readonly FilePlan[] {
  const root = folderOf(addon);
  const path = root + addon.dataFile;
  const record = actionRecord(addon.form, names, request);
  const text = read(path);
  if (text !== undefined && readCronRecords(text).crons.some(({ id }) => id === names.id)) {
    throw new Refusal(`${path} has a record ${names.id} already: say it in other words.`);
  }
  const manifest = read(`${root}__manifest__.py`);
  if (manifest === undefined) throw new Refusal('The addon has no __manifest__.py that can be read.');
  const edits = addDataFile(manifest, addon.dataFile);
  return [
    text === undefined
      ? { kind: 'create', path, text: recordFile(record) }
      : { kind: 'edit', path, edits: [addRecord(text, path, record)] },
    ...(edits.length > 0 ? [{ kind: 'edit', path: `${root}__manifest__.py`, edits } as const] : []),
  ];
}

function testPlan(
  { model }: NewActionRequest,
  addon: AddonFacts,
  names: ActionNames,
  read: ReadFile,
): readonly FilePlan[] {
  const folder = `${folderOf(addon)}tests/`;
  const path = `${folder}${names.testFile}.py`;
  if (read(path) !== undefined) throw new Refusal(`${path} is there already: say it in other words.`);
  return [
    { kind: 'create', path, text: testFile(addon.name, model, names, addon.form) },
    ...importModule(read, folder, names.testFile),
  ];
}
