// Where a record that updates must leave alone is added to a data file.

import { Parser } from 'htmlparser2';

/** A place for a new record. */
export interface RecordPlace {
  /** Offset of the closing tag that it goes before. */
  readonly offset: number;
  /** What is around it says `noupdate`. */
  readonly kept: boolean;
}

/** The end of the root, or of its last `<data noupdate="1">`; undefined for what is no whole data file. */
export function recordPlace(text: string): RecordPlace | undefined {
  const open: { readonly name: string; readonly kept: boolean }[] = [];
  let root: RecordPlace | undefined;
  let data: RecordPlace | undefined;
  const parser = new Parser(
    {
      onopentag: (name, { noupdate }) => open.push({ name, kept: noupdate === '1' || noupdate === 'True' }),
      onclosetag(name, implied) {
        const element = open.pop();
        const offset = parser.startIndex;
        // `<odoo/>` has no closing tag to write before.
        if (implied || !text.startsWith('</', offset)) return;
        if (open.length === 0 && name === 'odoo') root = { offset, kept: element?.kept === true };
        if (open.length === 1 && name === 'data' && element?.kept) data = { offset, kept: true };
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.write(text);
  parser.end();
  return root === undefined || root.kept ? root : (data ?? root);
}
