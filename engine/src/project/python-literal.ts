// Reads Python literals as `ast.literal_eval` does (strings, numbers, lists, tuples, sets, dicts), and nothing more.

import { stringLiteralAt } from '../outline/skim-values';
import { unescapePython } from '../text/python-string';

/** A literal's value; `None` is undefined, a tuple or set is a list, a dict keeps its text keys only. */
export type PythonLiteral =
  | string
  | number
  | boolean
  | undefined
  | readonly PythonLiteral[]
  | ReadonlyMap<string, PythonLiteral>;

/** A literal, or why the text is none and where. */
export type LiteralRead =
  | { readonly kind: 'literal'; readonly value: PythonLiteral }
  | { readonly kind: 'not-literal'; readonly reason: string; readonly at: number };

/** Reads a text that is one literal with comments around it. Never throws. */
export function readPythonLiteral(text: string): LiteralRead {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  if (reader.problem === undefined && !reader.atEnd()) reader.fail('more follows the literal');
  if (reader.problem !== undefined) return { kind: 'not-literal', ...reader.problem };
  return { kind: 'literal', value };
}

const TRIVIA = /(?:[\s\uFEFF\\]|#[^\r\n]*)*/y;
const NUMBER = /[+-]?\s*(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const NAME = /[A-Za-z_]\w*/y;
const MAX_DEPTH = 100;

class LiteralReader {
  readonly #text: string;
  #at = 0;
  problem: { readonly reason: string; readonly at: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#peek() === undefined;
  }

  fail(reason: string): undefined {
    this.problem ??= { reason, at: this.#at };
    return undefined;
  }

  value(depth: number): PythonLiteral {
    const first = this.#peek();
    if (first === undefined) return this.fail('the text ends too early');
    if (depth > MAX_DEPTH) return this.fail('nested too deeply');
    if (first === '{') return this.#braces(depth);
    if (first === '[') return this.#list(']', depth).items;
    if (first === '(') {
      const { items, commas } = this.#list(')', depth);
      return items.length === 1 && commas === 0 ? items[0] : items;
    }
    return this.#string() ?? this.#number() ?? this.#name();
  }

  #peek(): string | undefined {
    TRIVIA.lastIndex = this.#at;
    TRIVIA.test(this.#text);
    this.#at = TRIVIA.lastIndex;
    return this.#text[this.#at];
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  /** One or several adjacent strings, joined. */
  #string(): string | undefined {
    let joined: string | undefined;
    for (;;) {
      const string = stringLiteralAt(this.#text, this.#at);
      if (string === undefined) return joined;
      const raw = /^\w*r/i.test(this.#text.slice(this.#at, this.#at + 2));
      this.#at = string.end;
      joined = (joined ?? '') + (raw ? string.value : unescapePython(string.value));
      this.#peek();
    }
  }

  #number(): number | undefined {
    const match = this.#take(NUMBER);
    return match === undefined ? undefined : Number(match[0].replace(/[\s_]/g, ''));
  }

  #name(): boolean | undefined {
    const name = this.#take(NAME)?.[0];
    if (name === 'True' || name === 'False') return name === 'True';
    return name === 'None' ? undefined : this.fail(`${name ?? this.#text[this.#at]} is not a literal`);
  }

  #list(close: string, depth: number): { readonly items: PythonLiteral[]; readonly commas: number } {
    const items: PythonLiteral[] = [];
    let commas = 0;
    this.#at++;
    while (this.problem === undefined && this.#peek() !== close) {
      items.push(this.value(depth + 1));
      if (this.#separator(close)) commas++;
    }
    this.#at++;
    return { items, commas };
  }

  #separator(close: string): boolean {
    const next = this.#peek();
    if (next === ',') this.#at++;
    else if (next === undefined) this.fail('the text ends too early');
    else if (next !== close) this.fail(`"," or "${close}" is missing`);
    return next === ',';
  }

  #braces(depth: number): PythonLiteral {
    const entries = new Map<string, PythonLiteral>();
    const items: PythonLiteral[] = [];
    this.#at++;
    while (this.problem === undefined && this.#peek() !== '}') {
      const key = this.value(depth + 1);
      if (this.#peek() === ':') {
        this.#at++;
        const value = this.value(depth + 1);
        if (typeof key === 'string') entries.set(key, value);
      } else items.push(key);
      this.#separator('}');
    }
    this.#at++;
    return items.length > 0 ? items : entries;
  }
}
