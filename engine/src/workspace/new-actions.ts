// New scheduled actions in a workspace: what it knows of the addon and of the model, and the plan that follows.

import {
  type AddonFacts,
  type NewActionPlan,
  type NewActionRequest,
  orRefused,
  Refusal,
} from '../new-action/new-action';
import { filesToRead, planNewAction } from '../new-action/plan-new-action';
import { cronForm } from '../odoo/cron-forms';
import { majorOf } from '../odoo/version';
import { type Addon, compareText } from '../project/addons';
import type { WorkspaceIndex } from '../project/workspace-index';
import type { WorkspaceCheck } from './check-host';

/** Where a new action is made when none is taken by somebody else. */
const DATA_FILE = 'data/ir_cron.xml';

/** Plans new actions. */
export class NewActions {
  readonly #index: WorkspaceIndex;
  readonly #check: WorkspaceCheck;

  constructor(index: WorkspaceIndex, check: WorkspaceCheck) {
    this.#index = index;
    this.#check = check;
  }

  /** The addon of a path, and the model of the class at an offset of it, or of its first model. */
  around(path: string, offset: number): { readonly addon?: string; readonly model?: string } {
    const addon = this.#index.addons().addonOf(path)?.root;
    const classes = (this.#index.outline(path)?.classes ?? []).filter(({ model }) => model !== undefined);
    const owner = classes.findLast(({ span }) => span.start <= offset) ?? classes[0];
    const model = owner?.model?.name;
    return { ...(addon !== undefined && { addon }), ...(model !== undefined && { model }) };
  }

  /** The files to read for a plan; none for one that is refused anyway. */
  files(request: NewActionRequest): readonly string[] {
    const files = orRefused(() => filesToRead(this.#facts(request), request));
    return 'kind' in files ? [] : files;
  }

  /** The plan. `texts` are the files that there are of those to read. */
  plan(request: NewActionRequest, texts: ReadonlyMap<string, string>): NewActionPlan {
    return orRefused(() => planNewAction(request, this.#facts(request), (path) => texts.get(path)));
  }

  #facts({ addon: root, model }: NewActionRequest): AddonFacts {
    const addon = this.#index
      .addons()
      .all()
      .find((one) => one.root === root);
    if (addon === undefined) throw new Refusal('This is no addon: it has no __manifest__.py.');
    if (addon.name === '') throw new Refusal('Open the folder that holds the addon: its name is not known.');
    const version = this.#check.versionOf(`${root}/__manifest__.py`);
    const major = majorOf(version);
    if (major === undefined) {
      throw new Refusal(
        'Nothing says which Odoo this is for: give the manifest a version such as 17.0.1.0.0.',
      );
    }
    const form = cronForm(major);
    if (form === undefined) throw new Refusal(`Odoo ${version} is older than what can be written here.`);
    const kind = this.#index.registry().fragments(model).at(-1)?.model.kind ?? 'model';
    if (kind === 'abstract') throw new Refusal(`${model} is abstract: it has no records to go through.`);
    return {
      root,
      name: addon.name,
      form,
      owner: this.#owner(addon, model),
      kind,
      dataFile: this.#dataFile(addon),
    };
  }

  /** The addon's own class of the model: the one that makes it, before those that extend it. */
  #owner({ root }: Addon, model: string): AddonFacts['owner'] {
    const own = this.#index
      .registry()
      .fragments(model)
      .filter(({ path }) => path.startsWith(`${root}/`));
    const found = own.find((fragment) => !fragment.model.inherits.includes(model)) ?? own[0];
    return found && { path: found.path, outline: found.outline };
  }

  /** The first data file of the addon with scheduled actions that its manifest loads. */
  #dataFile({ root }: Addon): string {
    const paths = this.#index
      .crons()
      .filter(({ kind, loaded, source }) => kind === 'xml' && loaded && source.path.startsWith(`${root}/`))
      .map(({ source }) => source.path.slice(root.length + 1));
    return paths.includes(DATA_FILE) ? DATA_FILE : ([...paths].sort(compareText)[0] ?? DATA_FILE);
  }
}
