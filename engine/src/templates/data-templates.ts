// The `ir.cron` record of a scheduled method, as a template and with real values.

import type { CronForm } from '../odoo/cron-forms';
import { lines } from './batch-lines';
import type { Template } from './template';

/** What an `ir.cron` record says; every text is already XML. */
export interface CronValues {
  /** External id, without the addon's name. */
  readonly id: string;
  readonly name: string;
  /** External id of the model. */
  readonly model: string;
  readonly method: string;
  readonly count: string;
  readonly unit: string;
}

/** The record in a version, from column 0. */
export function cronRecord({ countsCalls }: CronForm, values: CronValues): string {
  return lines(
    0,
    `<record id="${values.id}" model="ir.cron">`,
    `    <field name="name">${values.name}</field>`,
    `    <field name="model_id" ref="${values.model}" />`,
    '    <field name="state">code</field>',
    `    <field name="code">model.${values.method}()</field>`,
    `    <field name="interval_number">${values.count}</field>`,
    `    <field name="interval_type">${values.unit}</field>`,
    countsCalls ? ['    <field name="numbercall">-1</field>', '    <field name="doall" eval="False" />'] : [],
    '</record>',
  );
}

/** A data file of its own for a record; `noupdate`: an update of the addon leaves what the user has set. */
export function cronDocument(record: string): string {
  return lines(0, '<odoo noupdate="1">', lines(4, record.split('\n')), '</odoo>');
}

const record: Template = {
  name: 'cron-xml',
  scope: 'data',
  title: 'Scheduled action',
  detail: 'The `ir.cron` record that calls a method. It is the user’s from its first installation on.',
  needs: [],
  text: (form) =>
    cronRecord(form, {
      id: 'ir_cron_«process»',
      name: '«My addon: process what waits»',
      model: 'model_«my_model»',
      method: '_cron_«process»',
      count: '«1»',
      unit: '«minutes|hours|days|weeks|months»',
    }),
};

/** The templates, in the order in which they are offered. */
export const DATA_TEMPLATES: readonly Template[] = [record];
