// What the value of a field is, by the class that declares it.
// Source: odoo/fields.py (14.0 to 18.0), odoo/orm/fields*.py (19.0).

import { lookUp } from '../text/look-up';

/** Fields whose value is one number, text, date or boolean. */
const PLAIN_TYPES: ReadonlySet<string> = new Set([
  'Boolean',
  'Char',
  'Date',
  'Datetime',
  'Float',
  'Html',
  'Id',
  'Integer',
  'Many2oneReference',
  'Monetary',
  'Selection',
  'Text',
]);

/** Fields whose value is a dict, or a list of them. */
const STRUCTURED_TYPES: ReadonlySet<string> = new Set([
  'Json',
  'Properties',
  'PropertiesDefinition',
  'Serialized',
]);

/** Fields whose value may be most of what a record takes. */
const HEAVY_TYPES: ReadonlySet<string> = new Set([
  'Binary',
  'Html',
  'Image',
  'Json',
  'Properties',
  'Serialized',
  'Text',
]);

/**
 * Relational fields that lead to the same model wherever Odoo has them: what their name says where the declaration is
 * not in the workspace. Checked on every Many2one of that name in 17.0 and 19.0 community; `product_id` is
 * sometimes another model's.
 */
const KNOWN_COMODELS: Readonly<Record<string, string>> = {
  company_id: 'res.company',
  partner_id: 'res.partner',
  product_tmpl_id: 'product.template',
  user_id: 'res.users',
};

/** What every model has without declaring it. Source: `MAGIC_COLUMNS` and `_add_magic_fields` of odoo/models.py. */
const MAGIC_FIELDS: ReadonlyMap<string, string> = new Map([
  ['id', 'Id'],
  ['display_name', 'Char'],
  ['create_date', 'Datetime'],
  ['write_date', 'Datetime'],
]);

/** Whether a field of that class holds one number, text, date or boolean. */
export function isPlainType(type: string): boolean {
  return PLAIN_TYPES.has(type);
}

/** Whether a field of that class holds a dict, or a list of them. */
export function isStructuredType(type: string): boolean {
  return STRUCTURED_TYPES.has(type);
}

/** Whether a field of that class may hold most of what its record takes. */
export function isHeavyType(type: string): boolean {
  return HEAVY_TYPES.has(type);
}

/** The model to which a field leads whose declaration is not here. */
export function knownComodel(name: string): string | undefined {
  return lookUp(KNOWN_COMODELS, name);
}

/** The class of a field that every model has. */
export function magicType(name: string): string | undefined {
  return MAGIC_FIELDS.get(name);
}
