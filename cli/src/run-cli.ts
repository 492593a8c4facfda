// The commands, their options, and what becomes of their errors.

import { Command, CommanderError, Option } from 'commander';
import { type CheckOptions, check } from './commands/check';
import { type CronsOptions, crons } from './commands/crons';
import { type ExplainOptions, explain, listRules } from './commands/explain';
import { serve } from './commands/lsp';
import { type CliHost, type ExitCode, UsageError } from './host';

/** Runs one command line, without the program's name. Never throws: an error is a line on stderr and exit code 2. */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  let code: ExitCode = 0;
  const finish = (result: ExitCode) => {
    code = result;
  };
  try {
    await program(host, finish).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    host.stderr.write(`cronvet: ${describe(error, host)}\n`);
    return 2;
  }
}

function describe(error: unknown, host: CliHost): string {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (host.env['CRONVET_DEBUG'] === '1') return error.stack ?? error.message;
  return `internal error: ${error.message} (CRONVET_DEBUG=1 shows where)`;
}

function program(host: CliHost, finish: (code: ExitCode) => void): Command {
  const root = new Command('cronvet')
    .description('Finds memory leaks in Odoo scheduled actions.')
    .version(host.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(cronvet --help shows how)')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing found, 1 errors or warnings found, 2 wrong usage, settings or a file that cannot be used, internal error or file not written.',
    );
  addCheck(root, host, finish);
  addCrons(root, host, finish);
  root
    .command('rules')
    .description('list the rules')
    .action(() => finish(listRules(host)));
  root
    .command('explain')
    .description("print a rule's page: what it reports, why, and its fix")
    .argument('<rule>', 'a rule, such as unbounded-search')
    .option('--all', 'print every example, not only the first of each section')
    .action((rule: string, options: ExplainOptions) => finish(explain(rule, options, host)));
  root
    .command('lsp')
    .description('run the language server')
    .requiredOption('--stdio', 'talk over stdin and stdout')
    // Clients add options of their own: --clientProcessId=1.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => finish(await serve()));
  return root;
}

function addCheck(root: Command, host: CliHost, finish: (code: ExitCode) => void): void {
  shared(root.command('check').description('print the findings in files and folders'))
    .option('--all', 'show information and hints in text, too; --fix and --diff then fix them, too')
    .option('--fix', 'write the safe fixes of what is found, and print what is left')
    .option(
      '--unsafe-fixes',
      'with --fix or --diff: also fixes that can change behaviour, such as added commits',
    )
    .option('--diff', 'print what --fix would change, and change nothing; exit code 1 when that is something')
    .action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, host)));
}

function addCrons(root: Command, host: CliHost, finish: (code: ExitCode) => void): void {
  shared(root.command('crons').description('list every scheduled action')).action(
    async (paths: string[], options: CronsOptions) => finish(await crons(paths, options, host)),
  );
}

function shared(command: Command): Command {
  return command
    .argument('<path...>', 'addons, folders of addons, or files')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--odoo-version <version>', 'go by this Odoo version, such as 17.0')
    .option('--config <file>', 'read [tool.cronvet] from this TOML file')
    .option('--no-cache', 'read every file, also those that an earlier run kept')
    .option('--no-color', 'print without colours');
}
