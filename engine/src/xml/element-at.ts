// Which elements an offset of an XML text stands in.

import { Parser } from 'htmlparser2';

/** An element that is open at an offset. */
export interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The open elements, outermost first; undefined in a tag, a comment or CDATA, where no element can begin. */
export function elementsAt(text: string, offset: number): readonly OpenElement[] | undefined {
  const open: OpenElement[] = [];
  let textEnd = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open.push({ name, attributes }),
      onclosetag: () => open.pop(),
      onprocessinginstruction: () => {
        textEnd = parser.endIndex + 1;
      },
      ontext: () => {
        textEnd = parser.endIndex + 1;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  // Without an end: what is unfinished at the offset stays unsaid.
  parser.write(text.slice(0, offset));
  return textEnd === offset ? open : undefined;
}
