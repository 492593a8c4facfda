type Engine = typeof import('../../engine/src/index');
type Forms = ReturnType<Engine['templateForms']>;

/** The files of the addon `my_addon` by path. */
export function templateAddon(
  engine: Pick<Engine, 'plainText' | 'withNeeds'>,
  forms: Forms,
  major: number,
  options?: { queueJob?: boolean },
): ReadonlyMap<string, string>;

/** What the scheduler calls, by template. */
export function templateCrons(
  engine: Pick<Engine, 'plainText' | 'withNeeds'>,
  forms: Forms,
): readonly { template: string; model: string; method: string; id: string }[];
