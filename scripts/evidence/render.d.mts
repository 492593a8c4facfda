/** A file of the project, relative to its root, with the text that the data make of it. */
export interface Rendered {
  readonly file: string;
  readonly text: string;
}

/** `data` is what docs/evidence.json holds. */
export function rendered(data: unknown): readonly Rendered[];
