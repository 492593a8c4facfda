import { cacheInRegistry } from '../fixes/cache-in-registry';
import { decoratedMethods } from './decorated';
import { defineRule, type FileContext } from './rule';

/** Docs and tests: ./method-lru-cache.md */
export const methodLruCache = defineRule({
  id: 'method-lru-cache',
  summary: 'lru_cache on a method of a model keeps records, environments and cursors for ever.',
  severity: 'warning',
  words: /@(?:\w+\.)?\w*cache\b/,
  *checkFile(file) {
    if (decoratedMethods(file, (each) => !PLAIN_DECORATOR.test(each)).next().done) return;
    const names = namesOfCaches(file);
    if (names.size === 0) return;
    for (const { method, owner, decorator, at } of decoratedMethods(file, (each) =>
      names.has(headOf(each)),
    )) {
      if (method.decorators.some((each) => each === 'staticmethod' || each === 'classmethod')) continue;
      yield {
        at,
        message: `${headOf(decorator)} keeps each self that ${method.name}() is called on, with its environment and cursor, as long as the worker lives; a hit may be of another transaction.`,
        fixes: () => [
          cacheInRegistry({ text: file.text, at, method: method.name }, file.facts(method, owner)),
        ],
      };
    }
  },
});

/** No cache of functools, under any name: a cheap look, since most methods have none or one of these. */
const PLAIN_DECORATOR = /^(?:api\.\w+|(?:odoo\.)?(?:tools\.)?ormcache|property$|classmethod$|staticmethod$)/;

const headOf = (decorator: string): string => decorator.replace(/\([\s\S]*$/, '').trim();

/** How the file calls functools' caches: `lru_cache`, `functools.cache`. */
function namesOfCaches({ text }: FileContext): ReadonlySet<string> {
  const names = new Set<string>();
  if (!text.includes('functools')) return names;
  for (const [, alias = 'functools'] of text.matchAll(
    /^[ \t]*import[ \t]+functools(?:[ \t]+as[ \t]+(\w+))?/gm,
  ))
    for (const cache of ['lru_cache', 'cache']) names.add(`${alias}.${cache}`);
  for (const [, list = ''] of text.matchAll(
    /^[ \t]*from[ \t]+functools[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)/gm,
  ))
    for (const [, name = '', alias] of list.matchAll(/\b(lru_cache|cache)\b(?:[ \t]+as[ \t]+(\w+))?/g))
      names.add(alias ?? name);
  return names;
}
