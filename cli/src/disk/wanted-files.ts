// Which folders and files the command line reads: a pure question about names.

const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  '__pycache__',
  'node_modules',
  'site-packages',
  'static',
  'venv',
]);

/** The two names that an addon's manifest had. */
export const MANIFESTS: readonly string[] = ['__manifest__.py', '__openerp__.py'];

/** Whether a folder of this name is worth entering; hidden ones (`.git`, `.venv`) are not. */
export function isWantedFolder(name: string): boolean {
  return !name.startsWith('.') && !IGNORED_FOLDERS.has(name);
}

/** Whether a file of this path or name can say something about scheduled actions. */
export function isWantedFile(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.xml') || /(?:^|[\\/])ir\.cron\b[^\\/]*\.csv$/.test(path);
}
