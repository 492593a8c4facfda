// Methods that were lowered in an earlier run, as text: read when somebody asks for one.

import { irFromJson, irToJson } from '../ir/ir-json';
import type { MethodIr } from '../ir/statement';
import type { MethodRef } from '../semantics/program';

interface Kept {
  readonly hash: number;
  readonly json: string;
}

/** A lowered method under its reference, with the hash of its text. */
export interface LoweredMethod {
  readonly ref: MethodRef;
  readonly hash: number;
  readonly ir: MethodIr;
}

/** Keeps methods by file and by their name in it. */
export class KeptMethods {
  readonly #files = new Map<string, Map<string, Kept>>();

  /** Takes the lines that `lines` gave for a file. Throws a SyntaxError for others. */
  restore(path: string, lines: readonly string[]): void {
    const methods = new Map<string, Kept>();
    for (const line of lines) {
      const [head = '', json = ''] = line.split('\t');
      const [name, hash]: readonly [string, number] = JSON.parse(head);
      methods.set(name, { hash, json });
    }
    this.#files.set(path, methods);
  }

  /** The method, if its text is still that of then. */
  ir(ref: MethodRef, hash: number): MethodIr | undefined {
    const kept = this.#files.get(ref.path)?.get(nameIn(ref));
    if (kept?.hash !== hash) return undefined;
    try {
      return irFromJson(kept.json);
    } catch {
      return undefined;
    }
  }

  /** A line for each method of a file: those of before, and those that were lowered since. */
  lines(path: string, lowered: readonly LoweredMethod[]): readonly string[] {
    const methods = new Map(this.#files.get(path));
    for (const { ref, hash, ir } of lowered) methods.set(nameIn(ref), { hash, json: irToJson(ir) });
    return [...methods].map(([name, { hash, json }]) => `${JSON.stringify([name, hash])}\t${json}`);
  }
}

function nameIn({ key, path }: MethodRef): string {
  return key.slice(path.length);
}
