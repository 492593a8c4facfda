// Which files of a folder the server reads: a pure question about a path, shared by the listing and the watcher.

const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  '__pycache__',
  'node_modules',
  'site-packages',
  'static',
  'venv',
]);

/** Glob of the files whose changes the server wants to hear of. */
export const WATCHED_GLOB = '**/{*.py,*.xml,ir.cron*.csv,pyproject.toml}';

/** Whether a folder of this name is worth entering; hidden ones (`.git`, `.venv`) are not. */
export function isWantedFolder(name: string): boolean {
  return !name.startsWith('.') && !IGNORED_FOLDERS.has(name);
}

/** Whether a file of this name can say something about scheduled actions. */
export function isWantedFile(name: string): boolean {
  return name.endsWith('.py') || name.endsWith('.xml') || /^ir\.cron\b.*\.csv$/.test(name);
}

/** Whether a path relative to a root would have been listed. */
export function isWantedPath(path: string): boolean {
  const names = path.split('/');
  const file = names.pop() ?? '';
  return isWantedFile(file) && names.every(isWantedFolder);
}
