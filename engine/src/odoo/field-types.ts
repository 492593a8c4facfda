// What the value of a field is, by the class that declares it.
// Source: odoo/fields.py (14.0 to 18.0), odoo/orm/fields*.py (19.0).

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

/** The class of a field that every model has. */
export function magicType(name: string): string | undefined {
  return MAGIC_FIELDS.get(name);
}
