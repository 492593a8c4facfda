import { statementsIn } from '../ir/walk';
import type { MethodFacts } from '../semantics/evaluate-method';
import { walk } from '../semantics/fact';
import type { Value } from '../semantics/value';
import { contains, type LocalSpan, toFile } from '../text/span';
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
      if (!RETURNS_AN_OBJECT.test(file.text.slice(method.span.start, method.span.end))) continue;
      const run = file.facts(method, owner);
      const [first, ...others] = run?.ir.complete ? kept(run) : [];
      if (!first) continue;
      yield {
        at: toFile(first.at, method.span.start),
        message: `ormcache keeps ${first.what}, with the environment and the cursor of this run: later callers get data of a transaction that is over. Return ids, or plain values.`,
        related: others.map(({ at, what }) => ({
          at: toFile(at, method.span.start),
          message: `It also keeps ${what}.`,
        })),
      };
    }
  },
});

/** A `return` of what is not plainly a number, a text, a truth or ids: most methods need not be parsed. */
const RETURNS_AN_OBJECT =
  /\breturn\b(?![ \t]*(?:(?:None|True|False|-?\d[\d.]*|'[^'\n]*'|"[^"\n]*"|[\w.]+\.ids?)?[ \t]*(?:#.*)?$))/m;

interface Kept {
  readonly at: LocalSpan;
  readonly what: string;
}

/** What the method returns that no cache may keep; what a function inside returns stays in the method. */
function kept({ ir, facts }: MethodFacts): readonly Kept[] {
  const inner = statementsIn(ir.body).filter(({ kind }) => kind === 'function');
  const found = new Map<number, Kept>();
  for (const fact of walk(facts)) {
    if (fact.kind !== 'use' || fact.how !== 'returned' || found.has(fact.at.start)) continue;
    const what = whatIsKept(fact.of);
    if (what !== undefined && !inner.some(({ at }) => contains(at, fact.at)))
      found.set(fact.at.start, { at: fact.at, what });
  }
  return [...found.values()];
}

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
