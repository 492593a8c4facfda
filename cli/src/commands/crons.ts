// `cronvet crons PATH…`: lists every scheduled action of the PATHs.

import { coloursFor } from '../format/colours';
import { cronsJson } from '../format/crons-json';
import { cronsText } from '../format/crons-text';
import type { CliHost, ExitCode } from '../host';
import { askWorkspace, homePath, isReported, type LoadOptions, shownPath } from '../load-workspace';

/** The options of the command. */
export interface CronsOptions extends LoadOptions {
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/** Lists the scheduled actions; finding none is no error. */
export async function crons(
  paths: readonly string[],
  options: CronsOptions,
  host: CliHost,
): Promise<ExitCode> {
  const { loaded, answer: listed } = await askWorkspace(paths, options, host, (asked) =>
    asked.workspace.crons().filter((cron) => isReported(asked, cron.source.path)),
  );
  try {
    if (options.format === 'json') host.stdout.write(cronsJson(listed, (path) => homePath(loaded, path)));
    else {
      const colours = coloursFor(host.stdout, host.env, options.color ? 'auto' : 'never');
      host.stdout.write(cronsText(listed, colours, (path) => shownPath(loaded, path, host.cwd)));
    }
    loaded.keep();
    return loaded.troubled ? 2 : 0;
  } finally {
    loaded.workspace.dispose();
  }
}
