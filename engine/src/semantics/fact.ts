// What a method does, in the words of the domain. Plain data, in source order, with spans local to the method.

import type { CallExpression, Expression } from '../ir/expression';
import type { AssignStatement, ForStatement, Statement, TryStatement, WhileStatement } from '../ir/statement';
import type { LocalSpan } from '../text/span';
import type { UnboundedQuery } from './sql';
import type { OriginId, RecordsValue, Size, Value } from './value';

/** Facts in source order. */
export type Facts = readonly Fact[];

/** One thing that a method does. */
export type Fact =
  | SearchFact
  | LoopFact
  | BranchFact
  | TryFact
  | ReleaseFact
  | CallFact
  | JobFact
  | UseFact
  | WriteFact
  | GrowFact
  | ResourceFact
  | ExitFact
  | AdvanceFact
  | FetchFact
  | ContentFact;

/** `search`, `search_read`, … */
export interface SearchFact {
  readonly kind: 'search';
  readonly id: OriginId;
  readonly method: string;
  readonly model: string | undefined;
  readonly size: Size;
  /** The table is small by what it is for. */
  readonly ofSmall: boolean;
  readonly call: CallExpression;
  readonly domain: Value;
  readonly limit: Expression | undefined;
  readonly offset: Expression | undefined;
  readonly order: Expression | undefined;
  readonly at: LocalSpan;
}

/** A `for`, a `while`, a comprehension, or a lambda that `mapped`, `filtered` or `sorted` runs per record. */
export interface LoopFact {
  readonly kind: 'loop';
  readonly form: 'for' | 'while' | 'comprehension';
  readonly statement: ForStatement | WhileStatement | undefined;
  readonly over: Value;
  /** Names bound by the loop's header. */
  readonly targets: readonly string[];
  /** The iterable in the header, or the condition of a `while`. */
  readonly at: LocalSpan;
  readonly body: Facts;
}

/** Paths of which one is taken: `if`, `match`, a nested function that may be called. */
export interface BranchFact {
  readonly kind: 'branch';
  readonly arms: readonly Facts[];
}

/** `try`; handlers are not the normal course. */
export interface TryFact {
  readonly kind: 'try';
  readonly statement: TryStatement;
  readonly body: Facts;
  readonly handlers: readonly Facts[];
  readonly at: LocalSpan;
}

/** Something that drops cached values, or only looks like it (`flush`). */
export interface ReleaseFact {
  readonly kind: 'release';
  /**
   * `maybe`: a method that cannot be read has a name that promises a release. `invalidate-some`: of some fields of a
   * model, and everything else stays.
   */
  readonly how:
    | 'commit'
    | 'invalidate'
    | 'invalidate-some'
    | 'progress'
    | 'rollback'
    | 'own-cursor'
    | 'flush'
    | 'clear'
    | 'maybe';
  readonly at: LocalSpan;
}

/** Whether a fact really drops cached values. */
export function isRelease(fact: Fact): fact is ReleaseFact {
  return fact.kind === 'release' && fact.how !== 'flush' && fact.how !== 'invalidate-some';
}

/** A call of a method on records, or of a function. */
export interface CallFact {
  readonly kind: 'call';
  readonly on: Value;
  readonly method: string;
  readonly viaSuper: boolean;
  readonly args: readonly Value[];
  readonly named: Readonly<Record<string, Value>>;
  readonly call: CallExpression;
  readonly at: LocalSpan;
}

/** `records.with_delay().method()`: the call is put into the job queue, and runs in a job of its own. */
export interface JobFact {
  readonly kind: 'job';
  readonly model: string | undefined;
  readonly method: string;
  readonly at: LocalSpan;
}

/** Field values of records are read. */
export interface UseFact {
  readonly kind: 'use';
  readonly how:
    | 'iterated'
    | 'mapped'
    | 'filtered'
    | 'read'
    | 'as-one'
    | 'called'
    | 'kept'
    | 'ids'
    | 'counted'
    | 'returned'
    | 'passed';
  readonly of: Value;
  readonly at: LocalSpan;
}

/** Records are created, written or deleted. */
export interface WriteFact {
  readonly kind: 'write';
  readonly how: 'create' | 'write' | 'assign' | 'unlink';
  readonly on: RecordsValue;
  /** Field names, when all of them can be read. */
  readonly fields: readonly string[] | undefined;
  readonly call: CallExpression | undefined;
  readonly at: LocalSpan;
}

/** A container gets bigger. */
export interface GrowFact {
  readonly kind: 'grow';
  /** `local`: a name of the method; `self`: an attribute; `outer`: a name of the module or of a class. */
  readonly scope: 'local' | 'self' | 'outer';
  readonly name: string;
  /** A list, dict or set is added to, an item of it is set, or a recordset becomes its union with other records. */
  readonly way: 'added' | 'item' | 'union';
  readonly what: Value;
  /** What is added, as written. */
  readonly added: Expression | undefined;
  /** Under which key of a dict it stands. */
  readonly key: Expression | undefined;
  readonly at: LocalSpan;
}

/** A file, session, connection or cursor is acquired. */
export interface ResourceFact {
  readonly kind: 'resource';
  readonly row: string;
  readonly call: CallExpression;
  /** The assignment that names it, if any. */
  readonly assign: AssignStatement | undefined;
  /** What becomes of it: closed by `with`, kept in a container or attribute, handed away, or bound to a name. */
  readonly fate: 'with' | 'kept' | 'escapes' | 'named' | 'dropped';
  readonly name: string | undefined;
  readonly at: LocalSpan;
}

/** The method, the loop or the iteration ends here. */
export interface ExitFact {
  readonly kind: 'exit';
  readonly how: 'return' | 'break' | 'continue' | 'raise';
}

/** `name += value`, on a number. */
export interface AdvanceFact {
  readonly kind: 'advance';
  readonly name: string;
  readonly by: Expression;
  readonly statement: Statement;
}

/** Rows of a query are taken from the cursor, or from the environment. */
export interface FetchFact {
  readonly kind: 'fetch';
  /** `fetchall`, `dictfetchall`, `fetchmany`, `execute_query`, … */
  readonly method: string;
  readonly id: OriginId;
  /** The query, where it is known that nothing bounds it. */
  readonly query: UnboundedQuery | undefined;
  readonly at: LocalSpan;
}

/** The content of a file is read: `attachment.datas`, `records.mapped("image")`. */
export interface ContentFact {
  readonly kind: 'content';
  readonly field: string;
  /** The records whose field it is. */
  readonly of: RecordsValue;
  /** By `mapped()` or a function that runs for each of them, rather than of one record. */
  readonly ofEach: boolean;
  /** The name that the expression starts with: `order` in `order.attachment_ids.raw`. */
  readonly root: string | undefined;
  /** The field's name, or the call. */
  readonly at: LocalSpan;
}

/** Every fact, nested ones after what holds them, in source order. */
export function walk(facts: Facts): readonly Fact[] {
  const found: Fact[] = [];
  addFacts(facts, found);
  return found;
}

function addFacts(facts: Facts, found: Fact[]): void {
  for (const fact of facts) {
    found.push(fact);
    for (const part of partsOf(fact)) addFacts(part, found);
  }
}

/** The blocks of facts inside a fact. */
export function partsOf(fact: Fact): readonly Facts[] {
  switch (fact.kind) {
    case 'loop':
      return [fact.body];
    case 'branch':
      return fact.arms;
    case 'try':
      return [fact.body, ...fact.handlers];
    default:
      return [];
  }
}
