// Whether a method may acquire a resource where that can be wrong, by a look at its text: most need not be parsed then.

import { RESOURCE_CALLS, RESOURCE_IMPORTS } from '../odoo/resources';

const ACQUIRED = new RegExp(RESOURCE_CALLS, 'g');
const WITH_HEAD = /\bwith\b[^\n]*:[ \t]*(?:#[^\n]*)?$/gm;
const LOOP_HEAD = /^([ \t]*)(?:async[ \t]+)?(?:for|while)\b/gm;
/** A loop in an expression; what `mapped()` is given runs per record, too. */
const LOOP_IN_EXPRESSION = /\S[ \t]*\bfor\b[^\n]*\bin\b|^[ \t]*for\b[^\n]*[^\s:][ \t]*$|\blambda\b/m;
const GROWS = '\\.(?:append|add|extend|insert|setdefault|update)\\(';
/** Sets an attribute, or an item of a container. */
const SETS = '[.\\]]\\w*\\s*(?::[^=\\n]+)?=(?!=)';
const KEEPS = new RegExp(`${GROWS}|${SETS}`);
const NAMED = /^[ \t]*([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=(?!=)/;

/**
 * Whether a loop of the text may acquire a resource that no `with` closes, or what is acquired may be kept in what
 * outlives the method. `false` is sure for calls written with a name of the table; `true` only says: look closer.
 */
export function mayHoldResources(text: string): boolean {
  const bare = text.replace(WITH_HEAD, (head) => ' '.repeat(head.length));
  const places = [...bare.matchAll(ACQUIRED)].map(({ index }) => index);
  const importsHere = RESOURCE_IMPORTS.test(bare);
  if (places.length === 0) return importsHere;
  if (LOOP_IN_EXPRESSION.test(bare) || importsHere || /\bglobal\b/.test(bare)) return true;
  const loops = [...bare.matchAll(LOOP_HEAD)].map(({ 1: indent = '', index }) => ({ index, indent }));
  return places.some((at) => {
    const line = bare.slice(bare.lastIndexOf('\n', at - 1) + 1, at);
    const width = line.search(/\S|$/);
    const isInLoop = loops.some(({ index, indent }) => index < at && indent.length < width);
    return isInLoop || KEEPS.test(line) || mayKeepLater(line, bare);
  });
}

/** Whether what a line acquires is kept by its name; by any statement where the line does not name it. */
function mayKeepLater(line: string, text: string): boolean {
  const name = NAMED.exec(line)?.[1];
  const hasTwoNames = name !== undefined && new RegExp(`=\\s*${name}\\s*$`, 'm').test(text);
  if (name === undefined || hasTwoNames) return KEEPS.test(text);
  return new RegExp(`(?:${GROWS}|${SETS})[^\\n]*\\b${name}\\b`).test(text);
}
