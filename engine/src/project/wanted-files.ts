// Which files of a folder tell something about scheduled actions: a pure question about names, for every host.

const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  '__pycache__',
  // Translations alone, sixty files in each of an addon's.
  'i18n',
  'i18n_extra',
  'node_modules',
  'site-packages',
  'static',
  'tests',
  'venv',
]);

/** The two names that an addon's manifest had. */
export const MANIFEST_NAMES: readonly string[] = ['__manifest__.py', '__openerp__.py'];

/** Glob of the files that are read, for watchers. */
export const WANTED_GLOB = '**/{*.py,*.xml,ir.cron*.csv,.pylintrc*,.pre-commit-config.yaml,pyproject.toml}';

/** Whether a folder of this name is worth entering; hidden ones (`.git`, `.venv`) are not. */
export function isWantedFolder(name: string): boolean {
  return !name.startsWith('.') && !IGNORED_FOLDERS.has(name);
}

/** Whether a file of this name or path can say something about scheduled actions or how the workspace lints. */
export function isWantedFile(path: string): boolean {
  if (path.endsWith('.py') || path.endsWith('.xml')) return true;
  return /(?:^|[\\/])(?:ir\.cron\b[^\\/]*\.csv|\.pylintrc[^\\/]*|\.pre-commit-config\.yaml)$/.test(path);
}

/** Whether a path relative to a root would have been listed. */
export function isWantedPath(path: string): boolean {
  const names = path.split('/');
  const file = names.pop() ?? '';
  return isWantedFile(file) && names.every(isWantedFolder);
}

/** Whether a lint configuration turns pylint-odoo on: its checks want a reason beside every commit. */
export function asksForPylintOdoo(path: string, text: string): boolean {
  if (path.endsWith('.py') || path.endsWith('.xml')) return false;
  return /(?:^|\/)(?:\.pylintrc[^/]*|\.pre-commit-config\.yaml)$/.test(path) && /pylint[-_]odoo/.test(text);
}
