// A file's facts as text, for hosts that keep them between runs; the file's own text is read again when it is needed.

import type { FileOutline } from '../outline/outline';
import type { FileFacts } from './file-facts';
import type { ManifestRead } from './manifest';

interface Written {
  readonly outline?: FileOutline | undefined;
  readonly manifest?: ManifestRead | undefined;
  readonly release?: string | undefined;
  readonly hasText: boolean;
  readonly mayMatch: boolean;
}

/** One line of JSON; undefined for facts that have to be read again: what schedules something maps into its file. */
export function factsToJson({
  text,
  outline,
  manifest,
  release,
  crons,
  mayMatch,
}: FileFacts): string | undefined {
  if (crons !== undefined || mayMatch === undefined) return undefined;
  const written: Written = { outline, manifest, release, hasText: text !== undefined, mayMatch };
  return JSON.stringify(written);
}

/** What `factsToJson` wrote. `read` gives the file's text, and is called once at most. Throws for what is no JSON. */
export function factsFromJson(json: string, read: () => string | undefined): FileFacts {
  return new KeptFacts(JSON.parse(json), read);
}

class KeptFacts implements FileFacts {
  readonly outline: FileOutline | undefined;
  readonly manifest: ManifestRead | undefined;
  readonly release: string | undefined;
  readonly crons = undefined;
  readonly mayMatch: boolean;
  #read: (() => string | undefined) | undefined;
  #text: string | undefined;

  constructor({ outline, manifest, release, hasText, mayMatch }: Written, read: () => string | undefined) {
    this.outline = outline;
    this.manifest = manifest;
    this.release = release;
    this.mayMatch = mayMatch;
    if (hasText) this.#read = read;
  }

  get text(): string | undefined {
    if (this.#read) {
      this.#text = this.#read();
      this.#read = undefined;
    }
    return this.#text;
  }
}
