// A template's text as an editor takes it: with places to tab through, or as it stands.

const PLACE = /«([^»]*)»/g;

/** What stands when nothing is filled in: the first of each choice. */
export function plainText(text: string): string {
  return text.replace(PLACE, (_, place: string) => place.split('|')[0] ?? '');
}

/** The text in the snippet syntax of LSP and VS Code; the same words twice are one place. */
export function snippetText(text: string): string {
  const numbers = new Map<string, number>();
  let out = '';
  let from = 0;
  for (const match of text.matchAll(PLACE)) {
    out += escaped(text.slice(from, match.index)) + snippetPlace(match[1] ?? '', numbers);
    from = match.index + match[0].length;
  }
  return out + escaped(text.slice(from));
}

function snippetPlace(place: string, numbers: Map<string, number>): string {
  if (place === '') return '$0';
  const number = numbers.get(place) ?? numbers.size + 1;
  numbers.set(place, number);
  const choices = place.split('|');
  return choices.length > 1
    ? `\${${number}|${choices.map((choice) => choice.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`
    : `\${${number}:${escaped(place)}}`;
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
