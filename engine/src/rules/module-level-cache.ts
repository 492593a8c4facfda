import { SMALL_MODEL_LAST_WORD } from '../odoo/small-models';
import type { ClassOutline, MethodOutline } from '../outline/outline';
import { type GrowFact, walk } from '../semantics/fact';
import type { Span } from '../text/span';
import { defineRule, type FileContext, type OwnedBinding } from './rule';

/** Docs and tests: ./module-level-cache.md */
export const moduleLevelCache = defineRule({
  id: 'module-level-cache',
  summary: 'A dict, list or set at module or class level grows for as long as the worker lives.',
  severity: 'warning',
  *checkFile(file) {
    if (!file.isAddonCode) return;
    for (const owned of bindings(file)) {
      const { binding, owner } = owned;
      if (
        !canGrow(binding.value) ||
        !seemsToGrow(binding.name, file.text) ||
        isBounded(binding.name, file.text) ||
        methodsThatName(binding.name, file).some(({ method }) => !method.intact)
      )
        continue;
      const sites = growthOf(owned, file);
      const [first] = sites;
      if (!first) continue;
      if (IS_SCRIPT.test(file.text)) return;
      const level = owner ? `the class ${owner.name}` : 'the module';
      yield {
        at: binding.nameAt,
        message: `${binding.name} belongs to ${level}: ${first.method.name}() adds to it and nothing ever removes from it, so it grows as long as the worker lives.`,
        related: sites.map(({ at, method }) => ({
          at,
          message: `${method.name}() adds to ${binding.name} here.`,
        })),
      };
    }
  },
});

/** A script in an addon's folder, which is run by hand and ends: no worker imports it. */
const IS_SCRIPT = /^(if\s+__name__\s*==|sys\.path\.(append|insert)\()/m;

/** What the ORM itself reads off a class: it is filled while models are set up. */
const ORM_ATTRIBUTE =
  /^_(inherits?|sql_constraints|constraints|rec_names_search|depends|order|columns|defaults|fields|field_computed)$/;

function* bindings(file: FileContext): Generator<OwnedBinding> {
  for (const binding of file.outline.bindings) yield { binding, owner: undefined };
  for (const owner of file.outline.classes) {
    for (const binding of owner.bindings) if (!ORM_ATTRIBUTE.test(binding.name)) yield { binding, owner };
  }
}

function canGrow(value: string): boolean {
  if (/^Weak|maxlen|LRU|ContextVar|\.WeakKey/.test(value)) return false;
  return /^[[{]|^(\w+\.)*(list|dict|set|bytearray|defaultdict|OrderedDict|Counter|deque)\(/.test(value);
}

const GROWS =
  /(\[[^\n]*\])?\s*(\.\s*(append|extend|add|update|insert|setdefault|appendleft)\s*\(|\[[^\n]*\]\s*[-+|]?=[^=]|\+=|\|=)/y;

/** A look at the text before any method is read: at every keystroke, so it goes from one place of the name to the next. */
function seemsToGrow(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    GROWS.lastIndex = at + name.length;
    if (GROWS.test(text) && !/\w/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** Something removes from it, bounds it, fills it only while it is empty or makes it anew: whether that is enough cannot be seen, so it counts. */
function isBounded(name: string, text: string): boolean {
  const word = name.replace(/[^\w]/g, '\\$&');
  // `for store in (_hits, _misses): store.clear()`
  const loop = new RegExp(
    `\\bfor\\s+(\\w+)\\s+in\\s*[[(][^\\])\\n]*(?<![\\w.])${word}\\b[^\\])\\n]*[\\])]\\s*:`,
  ).exec(text);
  return isBoundedAs(word, text) || (loop?.[1] !== undefined && isBoundedAs(loop[1], text));
}

function isBoundedAs(word: string, text: string): boolean {
  return [
    `\\b${word}\\s*\\.\\s*(clear|pop|popitem|popleft|remove|discard|difference_update)\\s*\\(`,
    `\\bdel\\s+(\\w+\\.)*${word}\\s*\\[`,
    `\\bif\\s+not\\s+(\\w+\\.)*${word}\\s*:`,
    `\\blen\\(\\s*(\\w+\\.)*${word}\\s*\\)\\s*(>|>=|<)`,
    `^[ \\t]+global\\b[^\\n]*\\b${word}\\b[^]*^[ \\t]+${word}\\s*=[^=]`,
    `^[ \\t]+\\w+\\.${word}\\s*(:[^=\\n]+)?=[^=]`,
  ].some((pattern) => new RegExp(pattern, 'm').test(text));
}

interface GrowthSite {
  readonly at: Span;
  readonly method: MethodOutline;
}

function growthOf({ binding, owner }: OwnedBinding, file: FileContext): readonly GrowthSite[] {
  const sites: GrowthSite[] = [];
  for (const { method, of } of methodsThatName(binding.name, file)) {
    if (runsAtImport(method, of, file)) continue;
    const facts = file.facts(method, of)?.facts ?? [];
    for (const fact of walk(facts)) {
      if (fact.kind !== 'grow' || fact.name !== binding.name || !belongs(fact, owner, of)) continue;
      if (isKeyedByFew(fact, file.text.slice(method.span.start, method.span.end))) continue;
      sites.push({
        at: { start: fact.at.start + method.span.start, end: fact.at.end + method.span.start },
        method,
      });
    }
  }
  return sites;
}

/** One entry for each database that the worker serves, each company, each user, each connection that somebody set up. */
function isKeyedByFew({ key }: GrowFact, text: string): boolean {
  if (key?.kind === 'attribute')
    return namesFew(key.object.kind === 'name' ? `${key.object.id}_${key.name}` : key.name);
  if (key?.kind !== 'name') return false;
  const made = new RegExp(`\\b${key.id}\\s*=\\s*([\\w.]+)[ \\t]*(#|$)`, 'm').exec(text)?.[1];
  return namesFew(made?.replaceAll('.', '_') ?? key.id);
}

/** `db_name`, `provider_id`, `backend.id` written `backend_id`. */
function namesFew(name: string): boolean {
  const of = /(?:^|_)([a-z]+)_id$/.exec(name)?.[1];
  return /(^|_)(db_?name|uid|user_id)$/.test(name) || (of !== undefined && SMALL_MODEL_LAST_WORD.has(of));
}

function belongs(fact: GrowFact, owner: ClassOutline | undefined, of: ClassOutline | undefined): boolean {
  return owner === undefined ? fact.scope === 'outer' : fact.scope === 'self' && owner === of;
}

interface OwnedMethod {
  readonly method: MethodOutline;
  readonly of: ClassOutline | undefined;
}

function methodsThatName(name: string, file: FileContext): readonly OwnedMethod[] {
  const word = new RegExp(`\\b${name}\\b`);
  const all: OwnedMethod[] = [
    ...file.outline.functions.map((method) => ({ method, of: undefined })),
    ...file.outline.classes.flatMap((of) => of.methods.map((method) => ({ method, of }))),
  ];
  return all.filter(({ method }) => word.test(file.text.slice(method.span.start, method.span.end)));
}

/** Hooks of classes, of models and of addons that run when something is imported, installed or set up. */
const RUNS_ONCE =
  /^_{0,2}(register|init_subclass|new__|set_name)|(^|_)register(_|$)|^(_auto_init|init|_setup_\w+|_build_model\w*|(pre|post)_(init|load|migrate)\w*)$/;

/** Decorators, metaclasses and registration hooks fill a registry once for each class or function that is imported. */
function runsAtImport(method: MethodOutline, owner: ClassOutline | undefined, file: FileContext): boolean {
  if (RUNS_ONCE.test(method.name)) return true;
  if (owner && /^class\s+\w+\((\w+\.)*\w*(type|Meta)\b/.test(file.text.slice(owner.span.start))) return true;
  if (givesBackWhatItTakes(file.text.slice(method.span.start, method.span.end))) return true;
  return new RegExp(`^[ \\t]*@(\\w+\\.)*${method.name}\\b|^${method.name}\\(`, 'm').test(file.text);
}

/** `def on_open(cls, func): …; return func`: a decorator, wherever it is used. */
function givesBackWhatItTakes(text: string): boolean {
  const parameters = /^(?:async\s+)?def\s+\w+\(([^)]*)\)/.exec(text)?.[1] ?? '';
  const names = parameters.split(',').map((each) => each.replace(/[:=][\s\S]*/, '').trim());
  const returned = /\n[ \t]*return[ \t]+(\w+)\s*$/.exec(text)?.[1];
  return returned !== undefined && names.includes(returned);
}
