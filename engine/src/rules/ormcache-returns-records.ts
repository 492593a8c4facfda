import { statementsIn } from '../ir/walk';
import { walk } from '../semantics/fact';
import type { Value } from '../semantics/value';
import { contains } from '../text/span';
import { decoratedMethods } from './decorated';
import { defineRule } from './rule';

/** Docs and tests: ./ormcache-returns-records.md */
export const ormcacheReturnsRecords = defineRule({
  id: 'ormcache-returns-records',
  summary: 'A method under ormcache returns records: they are of a transaction that is over.',
  severity: 'warning',
  words: /@(?:\w+\.)*ormcache/,
  *checkFile(file) {
    for (const { method, owner } of decoratedMethods(file, (each) => /^(\w+\.)*ormcache/.test(each))) {
      const run = file.facts(method, owner);
      if (!run?.ir.complete) continue;
      const inner = [...statementsIn(run.ir.body)].filter(({ kind }) => kind === 'function');
      const seen = new Set<number>();
      for (const fact of walk(run.facts)) {
        const what = fact.kind === 'use' && fact.how === 'returned' ? whatIsKept(fact.of) : undefined;
        if (fact.kind !== 'use' || what === undefined || seen.has(fact.at.start)) continue;
        // What a function inside returns stays in the method.
        if (inner.some(({ at }) => contains(at, fact.at))) continue;
        seen.add(fact.at.start);
        const { start, end } = fact.at;
        yield {
          at: { start: start + method.span.start, end: end + method.span.start },
          message: `ormcache keeps ${what}, with the environment and the cursor of this run: later callers get data of a transaction that is over. Return ids, or plain values.`,
        };
      }
    }
  },
});

function whatIsKept(value: Value): string | undefined {
  switch (value.kind) {
    case 'records':
      return value.model === undefined ? 'this recordset' : `these ${value.model} records`;
    case 'env':
      return 'this environment';
    case 'cursor':
      return 'this cursor';
    default:
      return undefined;
  }
}
