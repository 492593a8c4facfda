import { wrapWith } from '../fixes/wrap-with';
import { RESOURCE_IMPORTS, RESOURCE_WORDS, type ResourceRow, resourceRow } from '../odoo/resources';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type Fact, type Facts, partsOf, type ResourceFact, walk } from '../semantics/fact';
import type { Value } from '../semantics/value';
import { mayHoldResources } from './acquired-in-text';
import { defineRule, type LocalFinding, type MethodContext } from './rule';

/** Docs and tests: ./unclosed-resource.md */
export const unclosedResource = defineRule({
  id: 'unclosed-resource',
  summary: 'A file, session, connection or cursor is kept or acquired in a loop, and never closed.',
  severity: 'warning',
  words: RESOURCE_WORDS,
  imports: RESOURCE_IMPORTS,
  mayConcern: (text) => /delete\s*=/.test(text) || mayHoldResources(text),
  *checkMethod(run, context) {
    for (const { fact, inLoop } of resources(run.facts, false)) {
      const row = resourceRow(fact.row);
      if (staysOnDisk(fact, context)) yield { at: fact.at, message: LEFT_ON_DISK };
      if (!row || fact.fate === 'with') continue;
      const found = judge(fact, row, inLoop, run, context);
      if (found) yield found;
    }
  },
});

interface Acquired {
  readonly fact: ResourceFact;
  readonly inLoop: boolean;
}

function* resources(facts: Facts, inLoop: boolean): Generator<Acquired> {
  for (const fact of facts) {
    if (fact.kind === 'resource') yield { fact, inLoop };
    // What a handler opens it opens after an error, to go on: not in each round.
    const handlers = fact.kind === 'try' ? fact.handlers : [];
    for (const part of partsOf(fact))
      yield* resources(part, (inLoop || fact.kind === 'loop') && !handlers.includes(part));
  }
}

function judge(
  fact: ResourceFact,
  row: ResourceRow,
  inLoop: boolean,
  run: MethodFacts,
  context: MethodContext,
): LocalFinding | undefined {
  const facts = walk(run.facts);
  if (isClosed(fact, row, facts, context) || isGathered(fact, facts)) return undefined;
  const kept = whereKept(fact, facts, context);
  const { assign } = fact;
  const fixes = () => (assign ? [wrapWith(assign, context.fixContext())] : []);
  if (kept !== undefined) {
    const message = `This ${row.what} is kept in ${kept} and nothing here closes it: each one stays open until the process ends.`;
    return { at: fact.at, message };
  }
  if (escapes(fact, facts)) return undefined;
  if (row.freedWhenDropped) return sessionPerRound(fact, inLoop);
  if (!inLoop) return undefined;
  return {
    at: fact.at,
    message: `Each round of the loop opens ${withArticle(row.what)} and nothing closes it: when an error is raised it stays open.`,
    fixes,
  };
}

const LEFT_ON_DISK =
  'Every call leaves a temporary file on the disk: it is made with delete=False, and nothing in this module removes it.';

/** Files, not records, texts or items of lists: those have `unlink()`, `replace()` and `remove()`, too. */
const REMOVES_FILES =
  /(?:os|shutil)\s*\.\s*(?:unlink|remove|rename|replace|move|rmtree)|\bpathlib\b|\bPath\(|^\s*from\s+(?:os|shutil)\s+import\b|\brm\b/m;

/** A file with `delete=False` whose name goes no further, in a module that removes no file at all. */
function staysOnDisk(fact: ResourceFact, context: MethodContext): boolean {
  const keeps = fact.call.args.some(
    ({ name, value }) => name === 'delete' && value.kind === 'constant' && value.value === 'False',
  );
  if (!keeps || fact.row !== 'tempfile.NamedTemporaryFile') return false;
  if (REMOVES_FILES.test(context.fileText())) return false;
  const file = fact.name ?? /delete\s*=\s*False[^\n]*\)\s*as\s+(\w+)/.exec(context.text)?.[1];
  return file !== undefined && !handsOn(file, context.text);
}

/** Whether the method returns, yields or stores the file or a name made from it: then others may remove it. */
function handsOn(file: string, text: string): boolean {
  const made = [...text.matchAll(new RegExp(`(\\w+)\\s*=[^=\\n]*\\b${file}\\b`, 'g'))].map(
    ([, name]) => name,
  );
  const names = [file, ...made].join('|');
  return new RegExp(`\\b(return|yield)\\b[^\\n]*\\b(${names})\\b|\\.\\w+\\s*=[^=\\n]*\\b(${names})\\b`).test(
    text,
  );
}

/** `an FTP connection`, `a socket`: letters that are read out as `ef` or `es` begin with a vowel. */
function withArticle(what: string): string {
  return `${/^(?:[aeiou]|IMAP|FTP|SFTP|SMTP|SSH|HTTP)/.test(what) ? 'an' : 'a'} ${what}`;
}

function sessionPerRound(fact: ResourceFact, inLoop: boolean): LocalFinding | undefined {
  if (!inLoop || !/Session$|session$|Client$/.test(fact.row)) return undefined;
  return {
    at: fact.at,
    severity: 'hint',
    message: 'A session for each round: one for the whole loop keeps its connection open.',
  };
}

function isOf(fact: ResourceFact, value: Value): boolean {
  return value.kind === 'resource' && value.at === fact.at.start;
}

function isClosed(
  fact: ResourceFact,
  row: ResourceRow,
  facts: readonly Fact[],
  { text }: MethodContext,
): boolean {
  if (facts.some((each) => each.kind === 'call' && isOf(fact, each.on) && row.close.includes(each.method)))
    return true;
  // Where branches give the name different resources, what is closed is known by the name alone.
  const close = new RegExp(`\\b${fact.name}\\s*\\.\\s*(?:${row.close.join('|')})\\s*\\(`);
  return fact.name !== undefined && close.test(text);
}

/** The method looks whether there is one before it makes one: one for the process, by intention. */
function isMadeOnce(name: string, { text }: MethodContext): boolean {
  const asks = [
    `hasattr\\([^\\n]*['"]${name}['"]`,
    `\\b${name}\\s+is\\s+None\\b`,
    `\\bnot\\s+(?:\\w+\\.)*${name}\\b(?![.[(])`,
  ];
  return asks.some((ask) => new RegExp(ask).test(text));
}

/** It goes into a container of the method that the method returns: the caller closes it. */
function isGathered(fact: ResourceFact, facts: readonly Fact[]): boolean {
  const returned = facts.some((each) => each.kind === 'use' && each.how === 'returned');
  return (
    returned && facts.some((each) => each.kind === 'grow' && each.scope === 'local' && isOf(fact, each.what))
  );
}

function whereKept(fact: ResourceFact, facts: readonly Fact[], context: MethodContext): string | undefined {
  const ownerCloses = context.owner?.methods.some(({ name }) =>
    /close|__exit__|__del__|disconnect|quit|stop|clean|release/i.test(name),
  );
  if (ownerCloses || /\.close\(\)|\.quit\(\)/.test(context.text)) return undefined;
  const grown = facts.find((each) => each.kind === 'grow' && isOf(fact, each.what));
  // An object of its own class may be closed by whoever holds it.
  const isPlainObject = context.owner !== undefined && context.owner.model === undefined;
  if (isPlainObject && (grown?.kind !== 'grow' || grown.scope === 'self')) return undefined;
  const [target] = fact.fate === 'kept' ? (fact.assign?.targets ?? []) : [];
  const assigned =
    target?.kind === 'attribute' ? target.name : target?.kind === 'name' ? target.id : undefined;
  const name = grown?.kind === 'grow' ? grown.name : assigned;
  return name === undefined || isMadeOnce(name, context) ? undefined : `"${name}"`;
}

function escapes(fact: ResourceFact, facts: readonly Fact[]): boolean {
  return facts.some(
    (each) =>
      each.kind === 'use' && (each.how === 'returned' || each.how === 'passed') && isOf(fact, each.of),
  );
}
