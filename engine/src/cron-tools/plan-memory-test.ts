// A memory test as files of the addon: the test, and its import.

import { importModule } from '../new-action/init-import';
import { camelCase } from '../new-action/names';
import { type NewActionPlan, type ReadFile, Refusal } from '../new-action/new-action';
import { type MemoryTestFacts, memoryTestFile } from './memory-test';

/** Where the test of a method goes. */
interface TestPlace {
  /** The addon's folder. */
  readonly root: string;
  readonly method: string;
}

/** Files that the plan may read, besides those that it may make. */
export function memoryTestFiles(place: TestPlace): readonly string[] {
  return [`${folderOf(place)}__init__.py`, `${folderOf(place)}${moduleOf(place)}.py`];
}

/** Plans the test; throws a `Refusal` where it is there already. */
export function planMemoryTest(
  place: TestPlace,
  facts: Omit<MemoryTestFacts, 'testClass'>,
  read: ReadFile,
): NewActionPlan {
  const module = moduleOf(place);
  const path = `${folderOf(place)}${module}.py`;
  if (read(path) !== undefined) throw new Refusal(`${path} is there already.`);
  const text = memoryTestFile({ ...facts, testClass: camelCase(module) });
  return {
    kind: 'plan',
    title: `Memory test for ${place.method}()`,
    files: [{ kind: 'create', path, text }, ...importModule(read, folderOf(place), module)],
    test: [],
  };
}

function folderOf({ root }: TestPlace): string {
  return root === '' ? 'tests/' : `${root}/tests/`;
}

/** `_cron_confirm` is tested in `test_memory_cron_confirm`. */
function moduleOf({ method }: TestPlace): string {
  return `test_memory_${method.replace(/^_+/, '')}`;
}
