// Methods with a loop over records, made up from the shapes that real scheduled actions have.

import fc from 'fast-check';

/** A method body, the data that it runs on, and what goes wrong. */
export interface GeneratedMethod {
  /** The body of `run(self)`, without indentation. */
  readonly run: string;
  readonly style: 'plain' | 'CRLF' | 'tabs';
  readonly options: {
    readonly data: readonly Readonly<Record<string, unknown>>[];
    /** Ids whose `write` fails. */
    readonly failing: readonly number[];
  };
}

type Lines = readonly string[];
type LinesOf = fc.Arbitrary<Lines>;

const one = (...lines: string[]): LinesOf => fc.constant(lines);
const indented = (lines: Lines): Lines =>
  lines.map((line) => (line === '' || /^ {2}a/.test(line) ? line : `    ${line}`));
const joined = (parts: readonly Lines[]): Lines => parts.flat();

/** True for one record in `least` to `most`. */
function oneIn(least: number, most: number): fc.Arbitrary<string> {
  const value = fc.constantFrom('record.value', 'record.id', 'total', 'len(seen)');
  return fc
    .tuple(value, fc.integer({ min: least, max: most }), fc.nat(most - 1))
    .map(([of, by, rest]) => `${of} % ${by} == ${rest % by}`);
}

const condition = oneIn(2, 6);

/** Statements without a block of their own. */
const simple: LinesOf = fc.oneof(
  one('record.work()'),
  one('record.work(total, len(seen))  # "work"'),
  one('total += record.value'),
  one('seen.append(record.id)'),
  one('groups.setdefault(record.state, []).append(record.id)'),
  one('groups[record.name] = groups.get(record.name, 0) + 1'),
  one('record.value += 1'),
  one('record.write({"state": "done"})'),
  one('record.state = "open"'),
  one('first, (second, *rest) = record.id, (record.value, total)', 'seen.append(second)'),
  one('key = lambda each: each.value + total', 'total += key(record)'),
  one('total += sum(step for step in range(record.value % 4) if step)'),
  one('text = f"""', '  a {record.id}', '"""', 'record.work(text)'),
  one('record.work(', '    total,', '    # why', '    *seen[-2:],', ')'),
  one('# a comment', 'record.with_context(x=1).sudo().work()'),
  one('alias = record', 'alias.work()'),
  one('found = self.search([("value", "<", record.value % 3)], limit=2)', 'total += len(found.ids)'),
);

const LEAVES = [
  'return total',
  'return [seen, record.id]',
  'raise UserError("stop")',
  'raise UserError("no")',
];

const exit: LinesOf = fc.oneof(
  condition.map((test) => [`if ${test}:`, '    continue']),
  fc.tuple(oneIn(6, 20), fc.constantFrom(...LEAVES)).map(([test, how]) => [`if ${test}:`, `    ${how}`]),
);

function statement(depth: number): LinesOf {
  if (depth === 0) return simple;
  const block = body(depth - 1);
  return fc.oneof(
    { weight: 6, arbitrary: simple },
    { weight: 2, arbitrary: exit },
    fc
      .tuple(condition, block, block)
      .map(([test, yes, no]) => [`if ${test}:`, ...indented(yes), 'else:', ...indented(no)]),
    fc
      .tuple(condition, block, block)
      .map(([test, lines, caught]) => [
        'try:',
        ...indented([...lines, `if ${test}:`, '    raise UserError("caught")', 'record.state = "done"']),
        'except UserError as error:',
        ...indented([...caught, 'seen.append(str(error))']),
      ]),
    block.map((lines) => ['try:', ...indented(lines), 'finally:', '    total += 1']),
    block.map((lines) => ['with self.env.cr.savepoint():', ...indented(lines)]),
    block.map((lines) => [
      'for step in range(3):',
      '    if step == 2:',
      '        break',
      ...indented(lines),
      'else:',
      '    total += 1',
    ]),
    one('for other in self.search([("state", "=", "done")], limit=3):', '    other.work(record.id)'),
  );
}

function body(depth: number): LinesOf {
  return fc.array(statement(depth), { minLength: 1, maxLength: 3 }).map(joined);
}

const DOMAINS = [
  '[]',
  '[("active", "=", True)]',
  '[("state", "=", "draft")]',
  '["|", ("value", "<", 4), ("state", "=", "done")]',
  '[("value", ">", 1), "!", ("active", "=", True)]',
  '[("value", "!=", 3), (\n    # why\n    "active", "=", True\n)]',
] as const;

const ORDERS = ['', '', '', ', order="name desc, id"', ', order="value, id", limit=9'] as const;
const CHAINS = ['', '', '', '', '.filtered("active")', '.sorted("name")', '.sudo()'] as const;
const AFTER = [
  '',
  'total += 1',
  'self.env.database.log.append([0, "after", total])',
  'seen.append("after")',
] as const;

/** The loop, with what stands above and around it. */
const loop: LinesOf = fc
  .record({
    domain: fc.constantFrom(...DOMAINS),
    order: fc.constantFrom(...ORDERS),
    chain: fc.constantFrom(...CHAINS),
    how: fc.constantFrom('direct', 'named', 'used', 'domain', 'numbered'),
    guard: fc.oneof(one(), exit),
    lines: body(2),
    last: fc.constantFrom('', '', '', 'record.unlink()', '# end'),
  })
  .map(({ domain, order, chain, how, guard, lines, last }) => {
    const inner = indented([...guard, ...lines, ...(last === '' ? [] : [last])]);
    const search = (what: string) => `self.search(${what}${order})${chain}`.split('\n');
    const lastOf = (all: Lines, behind: string) => [...all.slice(0, -1), `${all.at(-1)}${behind}`];
    if (how === 'domain')
      return [...`domain = ${domain}`.split('\n'), `for record in ${search('domain').join('')}:`, ...inner];
    if (how === 'direct')
      return [...lastOf(`for record in ${search(domain).join('\n')}`.split('\n'), ':'), ...inner];
    if (how === 'numbered')
      return [
        ...lastOf(`for index, record in enumerate(${search(domain).join('\n')}`.split('\n'), ', 3):'),
        '    seen.append(index)',
        ...inner,
      ];
    const named = [
      ...`records = ${search(domain).join('\n')}`.split('\n'),
      'for record in records:',
      ...inner,
    ];
    return how === 'used' ? [...named, 'total += len(records)'] : named;
  });

function wrapped(how: string, lines: Lines): Lines {
  switch (how) {
    case 'if':
      return ['if self is not None:', ...indented(lines), 'else:', '    return "never"'];
    case 'try':
      return ['try:', ...indented(lines), 'except UserError:', '    seen.append("failed")'];
    case 'twice':
      return ['for turn in range(2):', ...indented([...lines, 'total += turn'])];
    default:
      return lines;
  }
}

const row = (id: number) =>
  fc.record({
    id: fc.constant(id),
    name: fc.nat(40).map((number) => `n${number}`),
    active: fc.boolean(),
    state: fc.constantFrom('draft', 'open', 'done'),
    value: fc.nat(12),
  });

const options = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.record({
    data: fc.tuple(...Array.from({ length: count }, (_, index) => row(2 * index + 1))),
    failing: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      fc.array(fc.integer({ min: 1, max: 48 }), { maxLength: 2 }),
    ),
  }),
);

/** Methods with one loop over the records of a search. */
export const generatedMethod: fc.Arbitrary<GeneratedMethod> = fc
  .record({
    lines: loop,
    around: fc.constantFrom('', '', '', 'if', 'try', 'twice'),
    after: fc.constantFrom(...AFTER),
    style: fc.constantFrom('plain', 'plain', 'CRLF', 'tabs'),
    options,
  })
  .map(({ lines, around, after, ...rest }) => {
    const before = ['"""Runs."""', 'total, seen, groups = 0, [], {}'];
    const all = [...before, ...wrapped(around, lines), after, 'return [total, seen, groups]'];
    return { ...rest, run: `${all.filter((line) => line !== '').join('\n')}\n` };
  });
