// Tree-sitter nodes → statements of the IR. Broken or unknown syntax becomes `opaque`; nothing throws.

import type { Node } from 'web-tree-sitter';
import type { Expression } from '../ir/expression';
import type {
  AssignStatement,
  Block,
  ExceptHandler,
  IfStatement,
  ImportedName,
  Statement,
  TryStatement,
  WithStatement,
} from '../ir/statement';
import { localSpan } from '../text/span';
import { at, lowerExpression, lowerParameters, parts, type Source, textOf } from './lower-expression';

type Lower = (node: Node, source: Source) => Statement;

/** Lowers the block of a compound statement; a missing one is empty. */
export function lowerBlock(node: Node | null, header: Node, source: Source): Block {
  if (!node) return { statements: [], at: localSpan(0, 0), inline: false };
  const headerEnd = lineEnd(source.text, header.startIndex);
  const statements = parts(node, source).map((child) => lowerStatement(child, source));
  const inline = node.startIndex <= headerEnd && node.startPosition.row === header.startPosition.row;
  return { statements, at: at(node, source), inline };
}

/** Lowers the statements of a module, for code that stands outside any function. */
export function lowerModule(root: Node, source: Source): Block {
  return {
    statements: parts(root, source).map((child) => lowerStatement(child, source)),
    at: at(root, source),
    inline: false,
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function lowerStatement(node: Node, source: Source): Statement {
  return (LOWER[node.type] ?? opaque)(node, source);
}

const opaque: Lower = (node, source) => ({ kind: 'opaque', at: at(node, source) });

const bare =
  (kind: 'break' | 'continue' | 'pass'): Lower =>
  (node, source) => ({ kind, at: at(node, source) });

const LOWER: Readonly<Record<string, Lower>> = {
  expression_statement: (node, source) => lowerExpressionStatement(node, source),
  for_statement: (node, source) => {
    const orElse = elseBlock(node, source);
    return {
      kind: 'for',
      target: lowerExpression(node.childForFieldName('left'), source),
      over: lowerExpression(node.childForFieldName('right'), source),
      body: lowerBlock(node.childForFieldName('body'), node, source),
      ...(orElse && { orElse }),
      at: at(node, source),
    };
  },
  while_statement: (node, source) => {
    const orElse = elseBlock(node, source);
    return {
      kind: 'while',
      test: lowerExpression(node.childForFieldName('condition'), source),
      body: lowerBlock(node.childForFieldName('body'), node, source),
      ...(orElse && { orElse }),
      at: at(node, source),
    };
  },
  if_statement: (node, source) => lowerIf(node, source),
  with_statement: (node, source) => lowerWith(node, source),
  try_statement: (node, source) => lowerTry(node, source),
  return_statement: (node, source) => valued('return', node, source),
  raise_statement: (node, source) => valued('raise', node, source),
  break_statement: bare('break'),
  continue_statement: bare('continue'),
  pass_statement: bare('pass'),
  global_statement: (node, source) => ({
    kind: 'global',
    names: parts(node, source).map((name) => textOf(name, source)),
    at: at(node, source),
  }),
  nonlocal_statement: bare('pass'),
  delete_statement: (node, source) => {
    const targets = parts(node, source).map((target) => lowerExpression(target, source));
    const [only] = targets;
    return { kind: 'delete', targets: only?.kind === 'tuple' ? only.items : targets, at: at(node, source) };
  },
  assert_statement: (node, source) => ({
    kind: 'assert',
    values: parts(node, source).map((value) => lowerExpression(value, source)),
    at: at(node, source),
  }),
  function_definition: (node, source) => lowerFunction(node, source),
  decorated_definition: (node, source) => {
    const definition = node.childForFieldName('definition');
    return definition?.type === 'function_definition'
      ? lowerFunction(definition, source)
      : opaque(node, source);
  },
  import_statement: (node, source) => ({
    kind: 'import',
    names: lowerImports(node, '', source),
    at: at(node, source),
  }),
  import_from_statement: (node, source) => {
    const module = node.childForFieldName('module_name');
    const path = module ? textOf(module, source) : '';
    return { kind: 'import', names: lowerImports(node, path, source), at: at(node, source) };
  },
};

function valued(kind: 'return' | 'raise', node: Node, source: Source): Statement {
  const [value] = parts(node, source);
  return { kind, ...(value && { value: lowerExpression(value, source) }), at: at(node, source) };
}

function lowerFunction(node: Node, source: Source): Statement {
  const name = node.childForFieldName('name');
  return {
    kind: 'function',
    name: name ? textOf(name, source) : '',
    parameters: lowerParameters(node.childForFieldName('parameters'), source),
    body: lowerBlock(node.childForFieldName('body'), node, source),
    at: at(node, source),
  };
}

function lowerExpressionStatement(node: Node, source: Source): Statement {
  const [only, ...more] = parts(node, source);
  if (!only) return opaque(node, source);
  if (more.length > 0) {
    const items = [only, ...more].map((item) => lowerExpression(item, source));
    return {
      kind: 'expression',
      value: { kind: 'tuple', items, at: at(node, source) },
      at: at(node, source),
    };
  }
  if (only.type === 'assignment') return lowerAssignment(only, source);
  if (only.type === 'augmented_assignment') {
    const op = only.childForFieldName('operator');
    return {
      kind: 'assign',
      targets: [lowerExpression(only.childForFieldName('left'), source)],
      op: op ? textOf(op, source) : '',
      value: lowerExpression(only.childForFieldName('right'), source),
      at: at(only, source),
    };
  }
  return { kind: 'expression', value: lowerExpression(only, source), at: at(node, source) };
}

function lowerAssignment(node: Node, source: Source): AssignStatement {
  const targets: Expression[] = [];
  let current: Node = node;
  for (;;) {
    targets.push(lowerExpression(current.childForFieldName('left'), source));
    const right = current.childForFieldName('right');
    if (right?.type === 'assignment') current = right;
    else
      return {
        kind: 'assign',
        targets,
        ...(right && { value: lowerExpression(right, source) }),
        at: at(node, source),
      };
  }
}

function elseBlock(node: Node, source: Source): Block | undefined {
  const clause = parts(node, source).find((child) => child.type === 'else_clause');
  return clause && lowerBlock(clause.childForFieldName('body'), clause, source);
}

function lowerIf(node: Node, source: Source): IfStatement {
  const clauses = [node, ...parts(node, source).filter((child) => child.type === 'elif_clause')];
  const orElse = elseBlock(node, source);
  return {
    kind: 'if',
    arms: clauses.map((clause) => ({
      test: lowerExpression(clause.childForFieldName('condition'), source),
      body: lowerBlock(clause.childForFieldName('consequence'), clause, source),
    })),
    ...(orElse && { orElse }),
    at: at(node, source),
  };
}

function lowerWith(node: Node, source: Source): WithStatement {
  const clause = parts(node, source).find((child) => child.type === 'with_clause');
  return {
    kind: 'with',
    items: clause ? withItems(clause, source).map((item) => lowerWithItem(item, source)) : [],
    body: lowerBlock(node.childForFieldName('body'), node, source),
    at: at(node, source),
  };
}

function withItems(clause: Node, source: Source): Node[] {
  const items = parts(clause, source).filter((child) => child.type === 'with_item');
  const [only] = items;
  const value = only?.childForFieldName('value');
  // `with (a as b, c as d):` parses as one item that is a tuple.
  if (items.length === 1 && value?.type === 'tuple') return parts(value, source);
  return items;
}

function lowerWithItem(node: Node, source: Source): WithStatement['items'][number] {
  const value = node.type === 'with_item' ? node.childForFieldName('value') : node;
  if (value?.type !== 'as_pattern') return { context: lowerExpression(value, source) };
  const [context, alias] = parts(value, source);
  const target = alias && parts(alias, source)[0];
  return {
    context: lowerExpression(context ?? null, source),
    ...(target && { target: lowerExpression(target, source) }),
  };
}

function lowerTry(node: Node, source: Source): TryStatement {
  const children = parts(node, source);
  const ensureClause = children.find((child) => child.type === 'finally_clause');
  const orElse = elseBlock(node, source);
  return {
    kind: 'try',
    body: lowerBlock(node.childForFieldName('body'), node, source),
    handlers: children
      .filter((child) => child.type === 'except_clause' || child.type === 'except_group_clause')
      .map((clause) => lowerHandler(clause, source)),
    ...(orElse && { orElse }),
    ...(ensureClause && { ensure: lowerBlock(lastBlock(ensureClause, source), ensureClause, source) }),
    at: at(node, source),
  };
}

function lowerHandler(clause: Node, source: Source): ExceptHandler {
  const [head] = parts(clause, source).filter((child) => child.type !== 'block');
  const caught = head?.type === 'as_pattern' ? parts(head, source) : head ? [head] : [];
  const [type, alias] = caught;
  return {
    ...(type && { type: lowerExpression(type, source) }),
    ...(alias && { name: textOf(alias, source) }),
    body: lowerBlock(lastBlock(clause, source), clause, source),
    at: at(clause, source),
  };
}

function lastBlock(clause: Node, source: Source): Node | null {
  return (
    parts(clause, source)
      .filter((child) => child.type === 'block')
      .at(-1) ?? null
  );
}

function lowerImports(node: Node, module: string, source: Source): ImportedName[] {
  const prefix = module === '' ? '' : `${module}.`;
  const names: ImportedName[] = [];
  for (const child of node.childrenForFieldName('name')) {
    if (!child) continue;
    if (child.type === 'aliased_import') {
      const [original, alias] = parts(child, source);
      if (original && alias)
        names.push({ name: textOf(alias, source), path: prefix + textOf(original, source) });
    } else {
      const path = textOf(child, source);
      names.push({ name: module === '' ? (path.split('.')[0] ?? path) : path, path: prefix + path });
    }
  }
  return names;
}
