// Tree-sitter nodes → expressions of the IR. Broken or unknown syntax becomes `opaque`; nothing throws.

import type { Node } from 'web-tree-sitter';
import type {
  Argument,
  CallExpression,
  ComprehensionClause,
  ComprehensionExpression,
  DictEntry,
  Expression,
  Parameter,
} from '../ir/expression';
import { type LocalSpan, localSpan } from '../text/span';
import { textOfString } from './string-value';

/** The text that nodes point into, the offset of the method's `def` in it, and what may stand between nodes. */
export interface Source {
  readonly text: string;
  readonly base: number;
  /** The parser met an error: nodes may be missing, or others stand between them. */
  readonly broken: boolean;
  /** Comments may stand between nodes. */
  readonly comments: boolean;
  /** How deep the expression that is being lowered stands in others. */
  readonly nesting: { depth: number };
}

/** Nobody writes deeper expressions, and whoever walks them needs a stack that is deep enough. */
const MOST_NESTING = 500;

/** The source of a node over a text. Each question that need not be asked of a node is a call into WebAssembly less. */
export function sourceOf(node: Node, text: string): Source {
  const comments = text.includes('#');
  return { text, base: node.startIndex, broken: node.hasError, comments, nesting: { depth: 0 } };
}

/** The local span of a node. */
export function at(node: Node, source: Source): LocalSpan {
  return localSpan(node.startIndex - source.base, node.endIndex - source.base);
}

/** The node's text. */
export function textOf(node: Node, source: Source): string {
  return source.text.slice(node.startIndex, node.endIndex);
}

/** Children that are syntax, not comments. */
export function parts(node: Node, source: Source): Node[] {
  const children = node.namedChildren.filter((child) => child !== null);
  return source.comments ? children.filter((child) => child.type !== 'comment') : children;
}

/** The two children of a node that has just two; by their fields where more stand there. */
function pair(node: Node, first: string, second: string, source: Source): readonly (Node | null)[] {
  const children = node.namedChildren;
  if (children.length === 2 && !source.broken) return children;
  return [node.childForFieldName(first), node.childForFieldName(second)];
}

type Lower = (node: Node, source: Source) => Expression;

/** Lowers an expression; a missing node is opaque. */
export function lowerExpression(node: Node | null, source: Source): Expression {
  if (!node) return { kind: 'opaque', at: localSpan(0, 0) };
  const { nesting } = source;
  if (nesting.depth >= MOST_NESTING || (source.broken && node.isMissing)) return opaque(node, source);
  nesting.depth++;
  const lowered = (LOWER[node.type] ?? opaque)(node, source);
  nesting.depth--;
  return lowered;
}

const opaque: Lower = (node, source) => ({ kind: 'opaque', at: at(node, source) });

const inner: Lower = (node, source) => lowerExpression(parts(node, source)[0] ?? null, source);

const items =
  (kind: 'list' | 'tuple' | 'set'): Lower =>
  (node, source) => ({
    kind,
    items: parts(node, source).map((item) => lowerExpression(item, source)),
    at: at(node, source),
  });

const comprehension =
  (form: ComprehensionExpression['form']): Lower =>
  (node, source) =>
    lowerComprehension(node, form, source);

const constant =
  (value: 'True' | 'False' | 'None' | '...'): Lower =>
  (node, source) => ({ kind: 'constant', value, at: at(node, source) });

const starred: Lower = (node, source) => ({
  kind: 'starred',
  value: inner(node, source),
  at: at(node, source),
});

const number: Lower = (node, source) => {
  const digits = textOf(node, source).replaceAll('_', '');
  const value = Number(digits.replace(/[jJlL]$/, ''));
  // `0777` of Python 2, `1e999`.
  return Number.isFinite(value) ? { kind: 'number', value, at: at(node, source) } : opaque(node, source);
};

const name: Lower = (node, source) => ({ kind: 'name', id: textOf(node, source), at: at(node, source) });

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: name,
  attribute: (node, source) => {
    const [object = null, attribute] = pair(node, 'object', 'attribute', source);
    return {
      kind: 'attribute',
      object: lowerExpression(object, source),
      name: attribute ? textOf(attribute, source) : '',
      at: at(node, source),
    };
  },
  call: (node, source) => lowerCall(node, source),
  string: (node, source) => lowerString([node], node, source),
  concatenated_string: (node, source) => lowerString(parts(node, source), node, source),
  integer: number,
  float: number,
  true: constant('True'),
  false: constant('False'),
  none: constant('None'),
  ellipsis: constant('...'),
  list: items('list'),
  list_pattern: items('list'),
  set: items('set'),
  tuple: items('tuple'),
  tuple_pattern: items('tuple'),
  pattern_list: items('tuple'),
  expression_list: items('tuple'),
  dictionary: (node, source) => ({ kind: 'dict', entries: lowerEntries(node, source), at: at(node, source) }),
  list_comprehension: comprehension('list'),
  set_comprehension: comprehension('set'),
  dictionary_comprehension: comprehension('dict'),
  generator_expression: comprehension('generator'),
  subscript: (node, source) => lowerSubscript(node, source),
  slice: (node, source) => lowerSlice(node, source),
  binary_operator: (node, source) => ({
    kind: 'binary',
    op: fieldText(node, 'operator', source),
    left: lowerExpression(node.childForFieldName('left'), source),
    right: lowerExpression(node.childForFieldName('right'), source),
    at: at(node, source),
  }),
  boolean_operator: (node, source) => ({
    kind: 'boolean',
    op: fieldText(node, 'operator', source) === 'or' ? 'or' : 'and',
    left: lowerExpression(node.childForFieldName('left'), source),
    right: lowerExpression(node.childForFieldName('right'), source),
    at: at(node, source),
  }),
  not_operator: (node, source) => ({
    kind: 'unary',
    op: 'not',
    operand: lowerExpression(node.childForFieldName('argument'), source),
    at: at(node, source),
  }),
  unary_operator: (node, source) => ({
    kind: 'unary',
    op: fieldText(node, 'operator', source),
    operand: lowerExpression(node.childForFieldName('argument'), source),
    at: at(node, source),
  }),
  comparison_operator: (node, source) => ({
    kind: 'compare',
    ops: node.childrenForFieldName('operators').map((op) => (op ? textOf(op, source) : '')),
    operands: parts(node, source).map((operand) => lowerExpression(operand, source)),
    at: at(node, source),
  }),
  conditional_expression: (node, source) => {
    const [whenTrue, test, whenFalse] = parts(node, source);
    return {
      kind: 'conditional',
      test: lowerExpression(test ?? null, source),
      whenTrue: lowerExpression(whenTrue ?? null, source),
      whenFalse: lowerExpression(whenFalse ?? null, source),
      at: at(node, source),
    };
  },
  lambda: (node, source) => ({
    kind: 'lambda',
    parameters: lowerParameters(node.childForFieldName('parameters'), source),
    body: lowerExpression(node.childForFieldName('body'), source),
    at: at(node, source),
  }),
  parenthesized_expression: inner,
  named_expression: (node, source) => ({
    kind: 'named',
    target: fieldText(node, 'name', source),
    value: lowerExpression(node.childForFieldName('value'), source),
    at: at(node, source),
  }),
  list_splat: starred,
  list_splat_pattern: starred,
  dictionary_splat: starred,
  yield: (node, source) => withOptionalValue('yield', node, source),
  await: (node, source) => withOptionalValue('await', node, source),
  as_pattern: inner,
  type: inner,
};

function withOptionalValue(kind: 'yield' | 'await', node: Node, source: Source): Expression {
  const value = parts(node, source)[0];
  return { kind, ...(value && { value: lowerExpression(value, source) }), at: at(node, source) };
}

function fieldText(node: Node, field: string, source: Source): string {
  const child = node.childForFieldName(field);
  return child ? textOf(child, source) : '';
}

/** `f"…"`, and since Python 3.14 `t"…"`. */
const FORMAT_STRING = /^[rRbBuU]*[fFtT]/;

function lowerString(strings: readonly Node[], whole: Node, source: Source): Expression {
  const interpolated: Expression[] = [];
  let value = '';
  for (const string of strings) {
    const text = textOf(string, source);
    for (const child of FORMAT_STRING.test(text) ? string.namedChildren : []) {
      if (child?.type !== 'interpolation') continue;
      interpolated.push(lowerExpression(child.childForFieldName('expression'), source));
    }
    value += textOfString(text);
  }
  if (interpolated.length > 0) return { kind: 'format', parts: interpolated, at: at(whole, source) };
  return { kind: 'text', value, at: at(whole, source) };
}

function lowerCall(node: Node, source: Source): CallExpression {
  const [called = null, args] = pair(node, 'function', 'arguments', source);
  const callee = lowerExpression(called, source);
  return {
    kind: 'call',
    callee,
    args: args ? lowerArguments(args, source) : [],
    at: at(node, source),
    argsAt: args ? at(args, source) : at(node, source),
  };
}

function lowerArguments(node: Node, source: Source): Argument[] {
  if (node.type === 'generator_expression') {
    return [{ form: 'positional', value: lowerExpression(node, source), at: at(node, source) }];
  }
  return parts(node, source).map((arg) => lowerArgument(arg, source));
}

function lowerArgument(node: Node, source: Source): Argument {
  switch (node.type) {
    case 'keyword_argument': {
      const [name, value = null] = pair(node, 'name', 'value', source);
      const text = name ? textOf(name, source) : '';
      return { form: 'keyword', name: text, value: lowerExpression(value, source), at: at(node, source) };
    }
    case 'list_splat':
      return { form: 'list-splat', value: inner(node, source), at: at(node, source) };
    case 'dictionary_splat':
      return { form: 'dict-splat', value: inner(node, source), at: at(node, source) };
    default:
      return { form: 'positional', value: lowerExpression(node, source), at: at(node, source) };
  }
}

function lowerEntries(node: Node, source: Source): DictEntry[] {
  return parts(node, source).map((entry) => {
    if (entry.type !== 'pair') return { value: inner(entry, source) };
    const [key = null, value = null] = pair(entry, 'key', 'value', source);
    return { key: lowerExpression(key, source), value: lowerExpression(value, source) };
  });
}

function lowerComprehension(node: Node, form: ComprehensionExpression['form'], source: Source): Expression {
  const body = node.childForFieldName('body');
  const clauses: ComprehensionClause[] = [];
  for (const part of parts(node, source)) {
    if (part.type === 'for_in_clause') {
      clauses.push({
        target: lowerExpression(part.childForFieldName('left'), source),
        over: lowerExpression(part.childForFieldName('right'), source),
        conditions: [],
      });
    } else if (part.type === 'if_clause') {
      const last = clauses.pop();
      if (last) clauses.push({ ...last, conditions: [...last.conditions, inner(part, source)] });
    }
  }
  if (body?.type === 'pair') {
    const key = lowerExpression(body.childForFieldName('key'), source);
    const element = lowerExpression(body.childForFieldName('value'), source);
    return { kind: 'comprehension', form, key, element, clauses, at: at(node, source) };
  }
  return {
    kind: 'comprehension',
    form,
    element: lowerExpression(body, source),
    clauses,
    at: at(node, source),
  };
}

function lowerSubscript(node: Node, source: Source): Expression {
  const object = lowerExpression(node.childForFieldName('value'), source);
  const subscripts = node.childrenForFieldName('subscript').filter((child): child is Node => child !== null);
  const [first] = subscripts;
  const index: Expression =
    first && subscripts.length === 1
      ? lowerExpression(first, source)
      : {
          kind: 'tuple',
          items: subscripts.map((item) => lowerExpression(item, source)),
          at: at(node, source),
        };
  return { kind: 'subscript', object, index, at: at(node, source) };
}

function lowerSlice(node: Node, source: Source): Expression {
  const slots: (Node | undefined)[] = [undefined];
  for (const child of node.children) {
    if (child?.type === ':') slots.push(undefined);
    else if (child?.isNamed && child.type !== 'comment') slots[slots.length - 1] = child;
  }
  const [low, high] = slots;
  return {
    kind: 'slice',
    ...(low && { low: lowerExpression(low, source) }),
    ...(high && { high: lowerExpression(high, source) }),
    at: at(node, source),
  };
}

/** Lowers a parameter list. */
export function lowerParameters(node: Node | null, source: Source): Parameter[] {
  if (!node) return [];
  const parameters: Parameter[] = [];
  for (const child of parts(node, source)) {
    const parameter = lowerParameter(child, source);
    if (parameter) parameters.push(parameter);
  }
  return parameters;
}

function lowerParameter(node: Node, source: Source): Parameter | undefined {
  switch (node.type) {
    case 'identifier':
      return { name: textOf(node, source), form: 'plain' };
    case 'typed_parameter': {
      const [first] = parts(node, source);
      return first ? lowerParameter(first, source) : undefined;
    }
    case 'default_parameter':
    case 'typed_default_parameter': {
      const value = lowerExpression(node.childForFieldName('value'), source);
      return { name: fieldText(node, 'name', source), form: 'plain', default: value };
    }
    case 'list_splat_pattern':
      return { name: textOf(node, source).replace(/^\*\s*/, ''), form: 'list-splat' };
    case 'dictionary_splat_pattern':
      return { name: textOf(node, source).replace(/^\*\*\s*/, ''), form: 'dict-splat' };
    default:
      return undefined;
  }
}
