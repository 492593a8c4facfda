// The batched form of `names = records.mapped("name")`, of comprehensions over records, and of `set()` and `list()` of them.

import type { CallExpression, ComprehensionExpression, Expression } from '../ir/expression';
import { layOutCall, layOutLine } from './call-layout';
import { type Collected, recordsOf, type SearchedRecords } from './collected';
import { whyNotPlain, whyNotPlainField } from './plain-value';

/** Values of records that are gathered whole. */
export function valuesGathered(value: Expression, of: SearchedRecords): Collected | undefined {
  const { form, values } = formOf(value);
  const over = form && recordsOf(values);
  if (!over) return undefined;
  const isComprehension = values.kind === 'comprehension' && values.form !== 'generator';
  return {
    verb: 'Gather',
    values,
    over,
    refused: whyNotGathered(values, of),
    empty: EMPTY[form],
    names: form === 'dict' ? ['values_by_key', 'gathered_by_key'] : ['values', 'gathered'],
    line: (into, text, layout) => {
      const isAdded = form === 'list' && values === value;
      const prefix = isAdded ? `${into} += ` : `${into}.${form === 'list' ? 'extend' : 'update'}(`;
      const suffix = isAdded ? '' : ')';
      if (isComprehension) return layout.indent + layOutLine(prefix + text + suffix, layout);
      const inside = /^\(.*\)$/.test(text) ? text.slice(1, -1) : text;
      return isAdded
        ? `${layout.indent}${prefix}${text}`
        : layOutCall({ ...layout, prefix, args: [inside], suffix });
    },
  };
}

type Form = 'list' | 'set' | 'dict';

const EMPTY: Readonly<Record<Form, string>> = { list: '[]', set: 'set()', dict: '{}' };

/** What is made, and what of: `set(…)` and `list(…)` make it of what stands in them. */
function formOf(value: Expression): { readonly form: Form | undefined; readonly values: Expression } {
  if (value.kind === 'comprehension')
    return { form: value.form === 'generator' ? undefined : value.form, values: value };
  if (value.kind !== 'call') return { form: undefined, values: value };
  const { callee, args } = value;
  if (callee.kind === 'attribute')
    return { form: callee.name === 'mapped' ? 'list' : undefined, values: value };
  const [given, ...others] = args;
  const isUnique =
    given?.value.kind === 'comprehension' && (given.value.form === 'set' || given.value.form === 'dict');
  // A list of what is there once over all records cannot be made of lists.
  const isMaker = callee.kind === 'name' && (callee.id === 'set' || (callee.id === 'list' && !isUnique));
  return given && others.length === 0 && isMaker
    ? { form: callee.id === 'set' ? 'set' : 'list', values: given.value }
    : { form: undefined, values: value };
}

function whyNotGathered(values: Expression, of: SearchedRecords): string | undefined {
  if (values.kind === 'call') return whyNotMapped(values, of);
  return values.kind === 'comprehension' ? whyNotEach(values, of) : undefined;
}

function whyNotMapped({ args }: CallExpression, { model, fieldOf }: SearchedRecords): string | undefined {
  const path = args[0]?.value;
  if (path?.kind === 'lambda')
    return '`mapped()` with a function may give records, each of them once over all batches: write it as a comprehension.';
  if (path?.kind !== 'text') return 'The field that `mapped()` reads is computed: write its name.';
  if (path.value.includes('.'))
    return `\`mapped("${path.value}")\` goes through a relation and takes each of its records once, over all batches: write a comprehension, if every record's own value is meant.`;
  return model === undefined ? UNKNOWN_MODEL : whyNotPlainField(model, path.value, fieldOf);
}

const UNKNOWN_MODEL =
  'The model of the search is not known here, so its fields may be relations: write `self.env["…"].search(…)`.';

function whyNotEach(
  { element, key, clauses }: ComprehensionExpression,
  { model, fieldOf }: SearchedRecords,
): string | undefined {
  const target = clauses[0]?.target;
  if (target?.kind !== 'name') return 'The comprehension takes its items apart: give each record a name.';
  if (model === undefined) return UNKNOWN_MODEL;
  const record = { name: target.id, model, fieldOf };
  return (key && whyNotPlain(key, record)) ?? whyNotPlain(element, record);
}
