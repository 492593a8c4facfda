// Models whose tables are small by what they are for: configuration, or what a company has a few thousand of at most.
// Evidence: the model's role in Odoo 17, 18 and 19 community; a name pattern is a habit of naming, checked on real addons.

import { majorOf } from './version';

/** A small model that only some versions have: under this name, from a major version on, up to one. */
interface VersionedModel {
  readonly model: string;
  readonly since?: number;
  readonly until?: number;
}

// Which `_name` stands in the sources of 17.0, 18.0 and 19.0; renamed before: OpenUpgrade's apriori.py of 16.0 and 17.0.
const IN_SOME_VERSIONS: readonly VersionedModel[] = [
  { model: 'account.analytic.group', until: 15 },
  { model: 'account.analytic.plan', since: 16 },
  { model: 'account.report', since: 16 },
  { model: 'discuss.channel.rtc.session', since: 17 },
  { model: 'hr.contract', until: 18 },
  { model: 'mail.alias.domain', since: 17 },
  { model: 'mail.channel.rtc.session', until: 16 },
  { model: 'payment.acquirer', until: 15 },
  { model: 'payment.method', since: 17 },
  { model: 'payment.provider', since: 16 },
  { model: 'product.tag', since: 16 },
  { model: 'quotation.document', since: 18 },
  { model: 'res.partner.title', until: 18 },
  { model: 'spreadsheet.dashboard', since: 16 },
  { model: 'stock.location.route', until: 15 },
  { model: 'stock.route', since: 16 },
  { model: 'uom.category', until: 18 },
];

/** Whether a model is known to be small in a version of Odoo; where the version is not known, in any. */
export function isKnownSmall(model: string, version: string | undefined): boolean {
  if (IN_ALL_VERSIONS.has(model)) return true;
  const row = IN_SOME_VERSIONS.find((each) => each.model === model);
  const major = majorOf(version);
  if (row === undefined || major === undefined) return row !== undefined;
  return (row.since ?? 0) <= major && major <= (row.until ?? Number.MAX_SAFE_INTEGER);
}

/** Models of Odoo and common OCA addons that hold configuration. */
const IN_ALL_VERSIONS: ReadonlySet<string> = new Set([
  'res.company',
  'res.lang',
  'res.currency',
  'res.country',
  'res.country.state',
  'res.country.group',
  'res.city',
  'res.groups',
  'res.users',
  'res.users.deletion',
  'res.bank',
  'res.partner.category',
  'res.partner.industry',
  'ir.cron',
  'ir.model',
  'ir.model.fields',
  'ir.module.module',
  'ir.sequence',
  'ir.rule',
  'ir.filters',
  'ir.mail_server',
  'ir.actions.report',
  'ir.actions.server',
  'ir.asset',
  'ir.config_parameter',
  'ir.ui.menu',
  'ir.ui.view',
  'ir.ui.view.custom',
  'uom.uom',
  'account.journal',
  'account.mass.reconcile',
  'account.online.link',
  'account.account',
  'account.tax',
  'account.tax.group',
  'account.payment.term',
  'account.payment.method',
  'account.payment.method.line',
  'account.payment.mode',
  'account.fiscal.position',
  'account.fiscal.year',
  'account.chart.template',
  'account.incoterms',
  'account_edi_proxy_client.user',
  'account.edi.format',
  'amazon.account',
  'base.automation',
  'base.language.install',
  'calendar.alarm',
  'crm.team',
  'crm.stage',
  'crm.tag',
  'crm.lost.reason',
  'date.range.type',
  'delivery.carrier',
  'digest.tip',
  'fetchmail.server',
  'fleet.vehicle',
  'fleet.vehicle.log.contract',
  'gamification.challenge',
  'gamification.goal.definition',
  'hr.department',
  'hr.employee',
  'hr.job',
  'hr.leave.type',
  'hr.work.entry.type',
  'hr.leave.accrual.plan',
  'hr.skill',
  'iap.account',
  'mail.activity.type',
  'mail.alias',
  'mail.template',
  'mrp.workcenter',
  'mail.message.subtype',
  'pos.config',
  'pos.category',
  'pos.payment.method',
  'product.category',
  'product.pricelist',
  'product.attribute',
  'product.public.category',
  'project.task.type',
  'project.tags',
  'queue.job.channel',
  'queue.job.function',
  'resource.calendar',
  'resource.resource',
  'sale.order.template',
  'sale.workflow.process',
  'stock.location',
  'stock.picking.type',
  'stock.putaway.rule',
  'stock.rule',
  'stock.warehouse',
  'storage.backend',
  'fs.storage',
  'utm.campaign',
  'utm.medium',
  'utm.source',
  'utm.stage',
  'website',
  'website.menu',
  'website.page',
]);

/**
 * The last word of a model's name that says what it is for: `my.backend`, `shopify.instance`, `x.document.type`.
 * Learned from configuration models of real addons.
 */
export const SMALL_MODEL_LAST_WORD: ReadonlySet<string> = new Set([
  'account',
  'acquirer',
  'attribute',
  'backend',
  'badge',
  'campaign',
  'capability',
  'carrier',
  'categ',
  'category',
  'company',
  'config',
  'configuration',
  'configure',
  'connection',
  'connector',
  'credential',
  'credentials',
  'dashboard',
  'definition',
  'device',
  'digest',
  'directory',
  'endpoint',
  'field',
  'flowmeter',
  'format',
  'hook',
  'instance',
  'journal',
  'location',
  'machine',
  'meter',
  'method',
  'model',
  'operator',
  'period',
  'plan',
  'planner',
  'policy',
  'profile',
  'program',
  'property',
  'provider',
  'registry',
  'repository',
  'role',
  'room',
  'rule',
  'server',
  'setting',
  'settings',
  'setup',
  'skill',
  'stage',
  'store',
  'tag',
  'tags',
  'team',
  'template',
  'tenant',
  'type',
  'warehouse',
  'watcher',
  'webhook',
  'workflow',
]);

/** Words that a vendor ends the name of each of its models with; the one before says what it is for. */
export const VENDOR_WORD = /[._]ept$/;

/** Models whose name says small and whose table is not: articles of a shop, contracts of an insurer, and what follows. */
export function isLargeByName(model: string): boolean {
  return LARGE_MODELS.has(model) || /[._]product[._]template$|(?:^|[._])insurance[._]policy$/.test(model);
}

const LARGE_MODELS: ReadonlySet<string> = new Set([
  'account.analytic.account',
  'account.move.template',
  'auth_totp.device',
  'mail.partner.device',
  'mail.push.device',
  'product.template',
]);

/**
 * Small models of which one does not have a large part of other tables: what one person, car or machine brings is not what
 * a whole company does, and of a module or a model of Odoo there is little.
 */
export const ONE_HAS_LITTLE =
  /^(?:hr\.employee|res\.users|resource\.resource|fleet\.vehicle|ir\..+)$|[._](?:room|table|user|device|machine|meter)$/;

/** Fields of Odoo's own models that lead to few records, where their declaration is not in the workspace. */
export const SMALL_RELATION = /^(company|currency|user|country|journal|warehouse|website|categ)_ids?$/;

/** Fields that only configuration has: a model that declares one holds a few connections or accounts. */
export const CONFIGURATION_FIELD =
  /(^|_)(password|passwd|pwd|api_key|apikey|auth_token|secret|client_secret|hostname|host|sftp|smtp_server|base_url|private_key)$/;

/** Documents and their lines: a group for each of them is nearly a group for each record. */
export const DOCUMENT_MODELS: ReadonlySet<string> = new Set([
  'account.bank.statement.line',
  'account.move',
  'account.move.line',
  'account.payment',
  'mail.message',
  'pos.order',
  'pos.order.line',
  'purchase.order',
  'purchase.order.line',
  'sale.order',
  'sale.order.line',
  'stock.move',
  'stock.move.line',
  'stock.picking',
]);

/**
 * Fields that only records of business have, one for each of many: a state, or the person, document or article that a
 * record belongs to. Without any of them, without a date and without a chatter, a model that others refer to is a list to
 * choose from. Of 148 findings judged right on 40 real trees (docs/precision.md) this silences none.
 */
export const BUSINESS_FIELD =
  /^(state|res_id|(partner|employee|user|product|order|sale|purchase|move|invoice|picking|task|lead|ticket|message|parent)_id)$/;

/** Models with a many2one to it that make a model a list to choose from. */
export const MIN_REFERRERS = 2;
