// Which right-hand sides make a container that can grow, or hold a place for one: shared by both outline readers.

/** Callables of the standard library whose result can be filled at run time. */
export const CONTAINER_CONSTRUCTORS: ReadonlySet<string> = new Set([
  'list',
  'dict',
  'set',
  'bytearray',
  'defaultdict',
  'OrderedDict',
  'Counter',
  'ChainMap',
  'deque',
  'WeakKeyDictionary',
  'WeakValueDictionary',
  'WeakSet',
]);

/** Kind of model that a base class makes, by the last name of the base as written; undefined for other bases. */
export function modelKindOfBase(base: string): 'model' | 'transient' | 'abstract' | undefined {
  switch (base.slice(base.lastIndexOf('.') + 1)) {
    case 'Model':
    case 'osv':
      return 'model';
    case 'TransientModel':
    case 'osv_memory':
      return 'transient';
    case 'AbstractModel':
      return 'abstract';
    default:
      return undefined;
  }
}
