// Gathers what the statements of a class body declare: fields, bindings, and what the class says of its model.

import { modelKindOfBase } from './container-values';
import type { Binding, ClassOutline, FieldOutline, MethodOutline, ModelDeclaration } from './outline';
import { isContainerValue, keysOf, skipTrivia, splitArguments, stringsOf, wholeString } from './skim-values';

const ASSIGNMENT = /([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)[ \t]*(?::[^=\r\n]+)?=(?!=)/y;
const FIELD = /(?:odoo\s*\.\s*)?fields\s*\.\s*(\w+)\s*\(/y;
const RELATIONAL: ReadonlySet<string> = new Set(['Many2one', 'One2many', 'Many2many']);

/** An assignment to plain names: `a = b = value` has two. */
export interface Assignment {
  readonly targets: readonly { readonly name: string; readonly at: number }[];
  readonly valueAt: number;
}

/** Reads `name = …`, `name: type = …` and chains of it at `start`; undefined for every other statement. */
export function readAssignment(text: string, start: number, end: number): Assignment | undefined {
  const targets: { name: string; at: number }[] = [];
  let at = start;
  for (;;) {
    ASSIGNMENT.lastIndex = at;
    const match = ASSIGNMENT.exec(text);
    if (match?.[1] === undefined || ASSIGNMENT.lastIndex > end) break;
    targets.push({ name: match[1], at });
    at = skipTrivia(text, ASSIGNMENT.lastIndex, end);
  }
  return targets.length === 0 ? undefined : { targets, valueAt: at };
}

/** The bindings of an assignment whose value is a container or `None`. */
export function bindingsOf(text: string, assignment: Assignment, start: number, codeEnd: number): Binding[] {
  const end = text[codeEnd - 1] === ';' ? codeEnd - 1 : codeEnd;
  const value = text.slice(assignment.valueAt, end);
  if (!isContainerValue(value)) return [];
  return assignment.targets.map(({ name, at }) => ({
    name,
    nameAt: { start: at, end: at + name.length },
    span: { start, end },
    value,
  }));
}

/** Collects one class, statement by statement. */
export class ClassSkim {
  readonly #name: string;
  readonly #start: number;
  readonly #bases: string;
  readonly #fields: FieldOutline[] = [];
  readonly #bindings: Binding[] = [];
  readonly methods: MethodOutline[] = [];
  #modelName: string | undefined;
  #inherits: readonly string[] = [];
  #delegates: readonly string[] = [];

  constructor(name: string, start: number, bases: string) {
    this.#name = name;
    this.#start = start;
    this.#bases = bases;
  }

  /** Takes in a statement of the class body that is not a `def`, a `class` or a decorator. */
  statement(text: string, start: number, codeEnd: number): void {
    const assignment = readAssignment(text, start, codeEnd);
    if (assignment === undefined) return;
    FIELD.lastIndex = assignment.valueAt;
    const field = FIELD.exec(text);
    if (field?.[1] !== undefined) {
      const facts = readField(text, field[1], FIELD.lastIndex - 1, codeEnd);
      for (const { name } of assignment.targets) this.#fields.push({ name, ...facts });
      return;
    }
    for (const { name } of assignment.targets) this.#declare(text, name, assignment.valueAt, codeEnd);
    this.#bindings.push(...bindingsOf(text, assignment, start, codeEnd));
  }

  #declare(text: string, name: string, valueAt: number, end: number): void {
    if (name === '_name') this.#modelName = stringsOf(text, valueAt, end)[0] ?? this.#modelName;
    else if (name === '_inherit') this.#inherits = stringsOf(text, valueAt, end);
    else if (name === '_inherits' && text[valueAt] === '{') this.#delegates = keysOf(text, valueAt, end);
  }

  /** The class, ending at `end`. */
  finish(end: number): ClassOutline {
    const model = this.#model();
    return {
      name: this.#name,
      span: { start: this.#start, end },
      ...(model === undefined ? {} : { model }),
      methods: this.methods,
      fields: this.#fields,
      bindings: this.#bindings,
    };
  }

  #model(): ModelDeclaration | undefined {
    const kind = baseKind(this.#bases);
    const inherits = this.#inherits;
    if (kind === undefined && this.#modelName === undefined && inherits.length === 0) return undefined;
    const single = inherits.length === 1 ? inherits[0] : undefined;
    // odoo/models.py MetaModel: the only _inherit, else the class's own name.
    const name = this.#modelName ?? single ?? this.#name;
    return { name, inherits, delegates: this.#delegates, kind: kind ?? 'model' };
  }
}

function baseKind(bases: string): ModelDeclaration['kind'] | undefined {
  for (const base of bases.split(',')) {
    const kind = modelKindOfBase(base.trim());
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function readField(text: string, type: string, open: number, end: number): Omit<FieldOutline, 'name'> {
  let comodel: string | undefined;
  let tracked = false;
  let computed = false;
  let required = false;
  let filled = false;
  for (const [index, { keyword, start, end: valueEnd }] of splitArguments(text, open, end).entries()) {
    const positional = keyword === undefined && index === 0 && RELATIONAL.has(type);
    if (positional || keyword === 'comodel_name') comodel = wholeString(text, start, valueEnd) ?? comodel;
    else if (keyword === 'tracking' || keyword === 'track_visibility') {
      tracked = !/^(?:False|None|0)\s*$/.test(text.slice(start, valueEnd));
    } else if (keyword === 'compute' || keyword === 'related') computed = true;
    else if (keyword === 'default') filled = true;
    else if (keyword === 'required') required = text.slice(start, valueEnd).trim() === 'True';
  }
  const needed = required && !filled && !computed;
  return {
    type,
    ...(comodel === undefined ? {} : { comodel }),
    tracked,
    computed,
    ...(needed ? { needed } : {}),
  };
}
