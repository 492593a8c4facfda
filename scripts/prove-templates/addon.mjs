// An addon with one model and one scheduled action for each template: what the tests check, and what a real Odoo runs.

/** Models are named for their template, but for the one whose record is the template `cron-xml` as it stands. */
const MODEL = 'my.model';

const HEAD = 'from odoo import fields, models\n';

const FIELDS = `    name = fields.Char()
    state = fields.Selection(
        [
            ("pending", "Pending"),
            ("queued", "Queued"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        default="pending",
    )
    date = fields.Date()
    active = fields.Boolean(default=True)
    amount = fields.Float()
    datas = fields.Binary()
`;

/** What the templates leave to the user. */
const WORK = `
    def _process_batch(self):
        for record in self:
            record.write({"amount": record.amount + 1, "state": "done"})

    def _process_one(self):
        if self.name == "bad":
            raise ValueError("a record that fails")
        self.write({"amount": self.amount + 1, "state": "done"})

    def _export_file(self, datas):
        self.write({"amount": self.amount + len(datas), "state": "done"})
`;

/** queue_job where there is none: it does at once what it does later elsewhere. */
const NO_QUEUE = `
    def with_delay(self):
        return self
`;

/**
 * The files of the addon `my_addon` by path. `forms` are the templates of the major version; `engine` is the engine's door.
 * With `queueJob`, the addon depends on OCA's queue_job.
 */
export function templateAddon(engine, forms, major, { queueJob = false } = {}) {
  const python = forms.filter(({ template }) => template.scope !== 'data');
  const models = python.map((form) => modelOf(engine, form, queueJob ? '' : NO_QUEUE));
  const record = engine.plainText(forms.find(({ template }) => template.scope === 'data').text);
  const crons = models.flatMap((model) => cronOf(model, record) ?? []);
  const names = models.map(({ file }) => file).sort();
  return new Map([
    ['my_addon/__init__.py', 'from . import models\n'],
    ['my_addon/__manifest__.py', manifest(major, queueJob)],
    ['my_addon/models/__init__.py', names.map((name) => `from . import ${name}\n`).join('')],
    ...models.map(({ file, text }) => [`my_addon/models/${file}.py`, text]),
    ['my_addon/data/ir_cron.xml', `${documentOf(crons)}\n`],
    ['my_addon/security/ir.model.access.csv', access(models)],
  ]);
}

/** The model, the method that the scheduler calls and the external id of the action, by template. */
export function templateCrons(engine, forms) {
  return forms
    .filter(({ template }) => template.scope !== 'data')
    .map((form) => {
      const { model, method, id } = modelOf(engine, form);
      return { template: form.template.name, model, method, id };
    });
}

function modelOf(engine, { template, text }, queue = '') {
  const file = template.name.replaceAll('-', '_');
  const model = template.name === 'cron-keyset' ? MODEL : `${MODEL}.${file}`;
  const id = template.name === 'cron-keyset' ? 'ir_cron_process' : `ir_${file}`;
  const code = engine.plainText(text).replace('ir_cron_process', id);
  const method = template.scope === 'class' ? code : `def _cron_process(self):\n${indent(code)}`;
  const name = template.name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
  const body = [
    `class ${name}(models.Model):`,
    `    _name = "${model}"`,
    `    _description = "${template.title.replaceAll('"', '')}"`,
    '',
    FIELDS,
    indent(method),
    WORK + queue,
  ].join('\n');
  const head = engine.withNeeds(HEAD, template.needs);
  return {
    template,
    file,
    model,
    id,
    method: /^def (_\w+)/m.exec(method)[1],
    text: `${head}\n\n${body}`,
  };
}

/** The template `cron-xml`, for the template's own model and method; an autovacuum method needs none. */
function cronOf({ file, model, method, id, text }, record) {
  if (text.includes('@api.autovacuum')) return undefined;
  return record
    .replace('"ir_cron_process"', `"${id}"`)
    .replace('My addon: process what waits', `My addon: ${file}`)
    .replace('model_my_model', `model_${model.replaceAll('.', '_')}`)
    .replace('_cron_process', method);
}

function documentOf(records) {
  return ['<odoo noupdate="1">', ...records.map(indent), '</odoo>'].join('\n');
}

function manifest(major, queueJob) {
  return [
    '{',
    '    "name": "My addon",',
    `    "version": "${major}.0.1.0.0",`,
    '    "license": "LGPL-3",',
    `    "depends": ["${queueJob ? 'queue_job' : 'base'}"],`,
    '    "data": ["security/ir.model.access.csv", "data/ir_cron.xml"],',
    '}',
    '',
  ].join('\n');
}

function access(models) {
  const head = 'id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink';
  const rows = models.map(({ model }) => {
    const name = model.replaceAll('.', '_');
    return `access_${name},${name},model_${name},base.group_user,1,1,1,1`;
  });
  return `${[head, ...rows].join('\n')}\n`;
}

function indent(text) {
  return text.replace(/^(?=[^\n])/gm, '    ');
}
