// A template's lines as a file has them: its own indentation and its own line breaks.

import { indentUnitOf, lineBreakOf } from '../text/indentation';

/** Lines that are indented by four spaces, in the file's own steps and at an indentation of its own. */
export interface PlacedText {
  /** Every line after the first at the indentation. */
  readonly asIs: string;
  /** For editors that give all lines the indentation of the first. */
  readonly moved: string;
}

/** Lays out a text for a file, at an indentation. */
export function placeText(lines: string, file: string, indent: string): PlacedText {
  const unit = indentUnitOf(file);
  const eol = lineBreakOf(file);
  const own = lines
    .split('\n')
    .map((line) => line.replace(/^(?: {4})+/, (spaces) => unit.repeat(spaces.length / 4)));
  return {
    asIs: own.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join(eol),
    moved: own.join(eol),
  };
}
