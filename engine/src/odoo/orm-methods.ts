// Methods that every recordset has: what they give and what they do.
// Source: odoo/models.py (17.0, 18.0), odoo/orm/models.py (19.0); facts b, d and i of the measurements.

/** What a method of a recordset gives. */
export type Gives =
  | 'same'
  | 'search'
  | 'rows-of-search'
  | 'groups'
  | 'count'
  | 'rows'
  | 'one'
  | 'plain'
  | 'nothing'
  | 'unknown';

/** One method of every recordset. */
export interface OrmMethodFact {
  readonly gives: Gives;
  readonly does?: 'read' | 'filter' | 'map' | 'create' | 'write' | 'unlink' | 'flush' | 'invalidate';
  /** Positions of `groupby`, `offset`, `limit` and `order` among the positional arguments of a search, from 0. */
  readonly groupbyAt?: number;
  readonly offsetAt?: number;
  readonly limitAt?: number;
  readonly orderAt?: number;
}

const SAME: OrmMethodFact = { gives: 'same' };
const PLAIN: OrmMethodFact = { gives: 'plain' };
const FLUSH: OrmMethodFact = { gives: 'nothing', does: 'flush' };
const INVALIDATE: OrmMethodFact = { gives: 'nothing', does: 'invalidate' };

/** Methods by name. */
export const ORM_METHODS: Readonly<Record<string, OrmMethodFact>> = {
  search: { gives: 'search', offsetAt: 1, limitAt: 2, orderAt: 3 },
  search_fetch: { gives: 'search', offsetAt: 2, limitAt: 3, orderAt: 4 },
  _search: { gives: 'unknown' },
  search_read: { gives: 'rows-of-search', offsetAt: 2, limitAt: 3, orderAt: 4 },
  search_count: { gives: 'count' },
  read_group: { gives: 'groups', groupbyAt: 2, offsetAt: 3, limitAt: 4, orderAt: 5 },
  // 17.0 and later; in 16.0 its arguments were those of read_group.
  _read_group: { gives: 'groups', groupbyAt: 1, offsetAt: 4, limitAt: 5, orderAt: 6 },
  browse: { gives: 'unknown' },
  filtered: { gives: 'same', does: 'filter' },
  filtered_domain: { gives: 'same', does: 'filter' },
  sorted: { gives: 'same', does: 'filter' },
  mapped: { gives: 'unknown', does: 'map' },
  grouped: { gives: 'unknown', does: 'map' },
  read: { gives: 'rows', does: 'read' },
  export_data: { gives: 'rows', does: 'read' },
  name_get: { gives: 'rows', does: 'read' },
  exists: SAME,
  sudo: SAME,
  with_env: SAME,
  with_user: SAME,
  with_company: SAME,
  with_prefetch: SAME,
  with_context: SAME,
  with_for_update: SAME,
  try_lock_for_update: SAME,
  lock_for_update: { gives: 'nothing' },
  _filter_access_rules: SAME,
  ensure_one: { gives: 'one' },
  create: { gives: 'unknown', does: 'create' },
  copy: { gives: 'one', does: 'create' },
  write: { gives: 'plain', does: 'write' },
  update: { gives: 'nothing', does: 'write' },
  unlink: { gives: 'plain', does: 'unlink' },
  fetch: { gives: 'nothing', does: 'read' },
  modified: { gives: 'nothing' },
  get: { gives: 'unknown' },
  flush: FLUSH,
  flush_model: FLUSH,
  flush_recordset: FLUSH,
  invalidate_cache: INVALIDATE,
  invalidate_model: INVALIDATE,
  invalidate_recordset: INVALIDATE,
  refresh: INVALIDATE,
  get_metadata: { gives: 'rows', does: 'read' },
  get_external_id: PLAIN,
  fields_get: PLAIN,
  check_access: { gives: 'nothing' },
  check_access_rights: PLAIN,
  check_access_rule: { gives: 'nothing' },
  default_get: PLAIN,
  get_base_url: PLAIN,
};
