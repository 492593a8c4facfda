// Reads `<record>` elements of chosen models from Odoo data XML, with offsets. htmlparser2 never resolves a DTD's
// entities and never fetches; what is broken ends the element that it breaks, and the rest is read.

import { Parser } from 'htmlparser2';
import type { Span } from '../text/span';
import type { CodePiece } from './embedded-code';

/** A `<record>`. */
export interface DataRecord {
  readonly model: string;
  /** As written: with or without the addon's name. */
  readonly id: string | undefined;
  readonly at: Span;
  readonly fields: readonly DataField[];
}

/** A `<field>` of a record. */
export interface DataField {
  readonly name: string;
  /** The whole element. */
  readonly at: Span;
  readonly ref: string | undefined;
  readonly eval: DataAttribute | undefined;
  readonly search: string | undefined;
  /** Its text, entities decoded, CDATA as it is. */
  readonly text: readonly CodePiece[];
}

/** An attribute's decoded value, and the span of what is written between its quotes. */
export interface DataAttribute {
  readonly value: string;
  readonly span: Span;
}

/** The records of `models`, in order. */
export function readRecords(text: string, models: ReadonlySet<string>): readonly DataRecord[] {
  return new RecordReader(text, models).read();
}

interface OpenRecord {
  readonly model: string;
  readonly id: string | undefined;
  readonly start: number;
  readonly fields: DataField[];
}

type OpenField = Omit<DataField, 'text' | 'at'> & {
  readonly text: CodePiece[];
  readonly start: number;
  readonly depth: number;
};

const CDATA_START_LENGTH = '<![CDATA['.length;

class RecordReader {
  readonly #text: string;
  readonly #models: ReadonlySet<string>;
  readonly #records: DataRecord[] = [];
  readonly #parser: Parser;
  #record: OpenRecord | undefined;
  #field: OpenField | undefined;
  #evalSpan: Span | undefined;
  #depth = 0;
  #cdata = 0;

  constructor(text: string, models: ReadonlySet<string>) {
    this.#text = text;
    this.#models = models;
    this.#parser = new Parser(
      {
        onopentagname: () => {
          this.#evalSpan = undefined;
        },
        onattribute: (name, _value, quote) => this.#attribute(name, quote),
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (data) => this.#piece(data),
        oncdatastart: () => {
          this.#cdata = CDATA_START_LENGTH;
        },
        oncdataend: () => {
          this.#cdata = 0;
        },
        onclosetag: (name, implied) => this.#close(name, implied),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  read(): readonly DataRecord[] {
    this.#parser.write(this.#text);
    this.#parser.end();
    this.#finish(this.#text.length);
    return this.#records;
  }

  #attribute(name: string, quote: string | null | undefined): void {
    if (name !== 'eval' || this.#field !== undefined) return;
    const from = this.#parser.startIndex;
    const quoted = quote === '"' || quote === "'";
    const start = quoted ? this.#text.indexOf(quote, from) + 1 : from;
    const end = quoted ? this.#text.indexOf(quote, start) : this.#parser.endIndex;
    this.#evalSpan = { start, end: end < 0 ? this.#text.length : end };
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth++;
    if (name === 'record') this.#openRecord(attributes);
    else if (name === 'field' && this.#record !== undefined && this.#field === undefined) {
      const value = attributes['eval'];
      this.#field = {
        name: attributes['name'] ?? '',
        ref: attributes['ref'],
        eval:
          value === undefined || this.#evalSpan === undefined ? undefined : { value, span: this.#evalSpan },
        search: attributes['search'],
        text: [],
        start: this.#parser.startIndex,
        depth: this.#depth,
      };
    }
  }

  /** A record inside a field belongs to that field; one beside fields means that the last one was never closed. */
  #openRecord(attributes: Readonly<Record<string, string>>): void {
    if (this.#field !== undefined) return;
    this.#finish(this.#parser.startIndex);
    const model = attributes['model'];
    if (model === undefined || !this.#models.has(model)) return;
    this.#record = { model, id: attributes['id'], start: this.#parser.startIndex, fields: [] };
  }

  #piece(data: string): void {
    if (this.#field === undefined) return;
    const source = this.#parser.startIndex + this.#cdata;
    const sourceLength = this.#cdata > 0 ? data.length : this.#parser.endIndex + 1 - source;
    this.#field.text.push({ text: data, source, sourceLength });
  }

  #close(name: string, implied: boolean): void {
    const field = this.#field;
    if (field !== undefined && this.#depth === field.depth) {
      const { depth: _, start, ...read } = field;
      // `<field/>` is closed by itself; an element that is never closed ends where its record does.
      const isOpen = implied && this.#parser.startIndex > start;
      const end = isOpen ? this.#parser.startIndex : this.#parser.endIndex + 1;
      this.#record?.fields.push({ ...read, at: { start, end: Math.min(end, this.#text.length) } });
      this.#field = undefined;
    }
    this.#depth--;
    if (name === 'record' && this.#field === undefined) {
      this.#finish(implied ? this.#parser.startIndex : this.#parser.endIndex + 1);
    }
  }

  #finish(end: number): void {
    const record = this.#record;
    this.#record = undefined;
    if (record === undefined) return;
    const { model, id, start, fields } = record;
    this.#records.push({ model, id, at: { start, end: Math.min(end, this.#text.length) }, fields });
  }
}
