// The only door of the engine. Everything here is plain data and offsets: no tree-sitter, no LSP.

export type { CommentLanguage } from './check/comments';
export type { ChosenFix, FixesTogether, FixLevel } from './check/fix-together';
export { fixFor, fixTogether } from './check/fix-together';
export type { FileReport, Finding, Place, Related, Severity } from './check/report';
export { suppressionEdit } from './check/suppression-edit';
export { createEngine } from './create-engine';
export type { Applicability, Fix, NoFix } from './fixes/fix';
export type { FilePlan, IntervalUnit, NewActionPlan, NewActionRequest } from './new-action/new-action';
export { INTERVAL_UNITS } from './new-action/new-action';
export {
  type CronCallListing,
  type CronListing,
  countActions,
  type SourceLine,
  type WhyUnresolved,
} from './project/cron-listing';
export {
  isWantedFile,
  isWantedFolder,
  isWantedPath,
  MANIFEST_NAMES,
  WANTED_GLOB,
} from './project/wanted-files';
export { briefPage, pageSummary, readerPage } from './rule-page';
export { RULE_IDS, RULES } from './rules/registry';
export type { RuleLevel, Settings } from './settings';
export { DEFAULT_SETTINGS } from './settings';
export type { ParsedSettings } from './settings-schema';
export { parseSettings } from './settings-schema';
export type { PyprojectTable } from './settings-toml';
export { readPyproject } from './settings-toml';
export { plainText, snippetText } from './templates/fill';
export { withNeeds } from './templates/needs';
export type { TemplateOffer } from './templates/offer';
export type { PlacedText } from './templates/placed-text';
export { TEMPLATES, type TemplateForm, templateForms } from './templates/registry';
export { snippetsFile } from './templates/snippets-file';
export type { Template, TemplateNeed, TemplateScope } from './templates/template';
export { contentHash } from './text/content-hash';
export { LineIndex } from './text/line-index';
export type { Span } from './text/span';
export type { TextChange, TextEdit } from './text/text-edit';
export { applyEdits } from './text/text-edit';
export type { Engine, EngineAssets, FileChange, KeptFile, VersionFound, Workspace } from './workspace-api';
