// What the proof over every loop needs of the engine: parts that have no place at its door.

export { batchBeside } from '../../engine/src/fixes/batch-beside';
export { batchLoopKeyset } from '../../engine/src/fixes/batch-keyset';
export { batchPerRun } from '../../engine/src/fixes/batch-per-run';
export { batchLoopSnapshot } from '../../engine/src/fixes/batch-snapshot';
export { extractBatch } from '../../engine/src/fixes/extract-batch';
export { statementsIn } from '../../engine/src/ir/walk';
export { lowerMethodNode } from '../../engine/src/lower/lower-method';
export { skimOutline } from '../../engine/src/outline/skim-outline';
export { DEFAULT_SETTINGS } from '../../engine/src/settings';
export { LiveTrees } from '../../engine/src/syntax/live-trees';
export { PythonParser } from '../../engine/src/syntax/python-parser';
export { applyEdits } from '../../engine/src/text/text-edit';
