// What is still reachable, as the collector tells.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes that are still reachable. */
export function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
