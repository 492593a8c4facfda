// Which methods a scheduled action's code calls, and on which model, read from its text alone.

import { endOfLine, skipString } from '../outline/skim-lines';
import { matchingBracket } from '../outline/skim-values';

/** A call in a scheduled action's code; `model` is undefined when it is on the action's own model. */
export interface CodeCall {
  readonly model: string | undefined;
  readonly method: string;
}

/** Finds the calls in a scheduled action's code. */
export type CallsInCode = (code: string) => readonly CodeCall[];

/** Methods of every recordset: they lead to the records that the real call is on, or change data by themselves. */
const RECORDSET_METHODS: ReadonlySet<string> = new Set(
  (
    'sudo with_context with_user with_company with_env with_prefetch with_delay delayable search browse exists ' +
    'filtered filtered_domain sorted create write unlink copy mapped read search_read search_count search_fetch ' +
    'ensure_one concat union'
  ).split(' '),
);
/** Of these, the ones whose result is not of the same model. */
const LEADS_AWAY: ReadonlySet<string> = new Set([
  'mapped',
  'read',
  'search_read',
  'search_count',
  'write',
  'unlink',
]);

interface Alias {
  readonly model: string | undefined;
}

/** Reads plain chains: `model._x()`, `env["m"].sudo()._x()`, `for r in model.search([]): r._x()`. */
export function callsInCodeText(code: string): readonly CodeCall[] {
  const masked = maskLiterals(code);
  const aliases = new Map<string, Alias>([
    ['model', { model: undefined }],
    ['record', { model: undefined }],
    ['records', { model: undefined }],
  ]);
  const calls: CodeCall[] = [];
  const heads = /(?<![\w.])(?:(?:self\s*\.\s*)?env\s*\[|[A-Za-z_]\w*)/g;
  for (let head = heads.exec(masked); head !== null; head = heads.exec(masked)) {
    const start = readHead(code, masked, head.index, head[0], aliases);
    if (start === undefined) continue;
    const chain = followChain(masked, start.end);
    if (chain.method !== undefined) calls.push({ model: start.model, method: chain.method });
    else if (!chain.leadsAway) bindAlias(masked, head.index, start.model, aliases);
    heads.lastIndex = start.end;
  }
  return calls.filter(
    (call, i) => calls.findIndex((c) => c.model === call.model && c.method === call.method) === i,
  );
}

function readHead(
  code: string,
  masked: string,
  at: number,
  head: string,
  aliases: ReadonlyMap<string, Alias>,
): { readonly model: string | undefined; readonly end: number } | undefined {
  if (!head.endsWith('[')) {
    const alias = aliases.get(head);
    return alias === undefined ? undefined : { model: alias.model, end: at + head.length };
  }
  const open = at + head.length - 1;
  const close = matchingBracket(masked, open, masked.length);
  const model = /^\s*['"]([\w.]+)['"]\s*$/.exec(code.slice(open + 1, close))?.[1];
  return model === undefined || close < 0 ? undefined : { model, end: close + 1 };
}

/** The first method of the chain that is not every recordset's own. */
function followChain(
  masked: string,
  from: number,
): { readonly method?: string; readonly leadsAway: boolean } {
  const step = /[\s\\]*\.[\s\\]*([A-Za-z_]\w*)\s*(\()?/y;
  let at = from;
  let leadsAway = false;
  for (;;) {
    step.lastIndex = at;
    const match = step.exec(masked);
    if (match?.[1] === undefined) return { leadsAway };
    if (match[2] === undefined) return { leadsAway: true };
    if (!RECORDSET_METHODS.has(match[1])) return { method: match[1], leadsAway: true };
    leadsAway ||= LEADS_AWAY.has(match[1]);
    const close = matchingBracket(masked, step.lastIndex - 1, masked.length);
    if (close < 0) return { leadsAway: true };
    at = close + 1;
  }
}

/** `name = <records>` and `for name in <records>` give the name to what follows. */
function bindAlias(masked: string, at: number, model: string | undefined, aliases: Map<string, Alias>): void {
  const line = masked.slice(masked.lastIndexOf('\n', at - 1) + 1, at);
  const name = /(?:^|[;\s([])([A-Za-z_]\w*)\s*=\s*$|\bfor\s+([A-Za-z_]\w*)\s+in\s+$/.exec(line);
  const bound = name?.[1] ?? name?.[2];
  if (bound !== undefined) aliases.set(bound, { model });
}

/** The code with comments and strings blanked, at unchanged offsets. */
export function maskLiterals(code: string): string {
  let masked = '';
  let at = 0;
  while (at < code.length) {
    const char = code[at];
    const end = char === '#' ? endOfLine(code, at) : char === '"' || char === "'" ? skipString(code, at) : at;
    if (end === at) masked += code[at++];
    else {
      masked += ' '.repeat(end - at);
      at = end;
    }
  }
  return masked;
}
