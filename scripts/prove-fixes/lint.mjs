// What OCA's linters say of fixed code: ruff with the settings of OCA's template, and pylint-odoo.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CONFIG = fileURLToPath(new URL('oca.ruff.toml', import.meta.url));
const RUFF = ['--config', CONFIG, '--no-cache'];
const PRE_COMMIT = 'repos:\n  - repo: https://github.com/OCA/pylint-odoo\n';

/** The linters of a folder such as `venv/bin`. Throws where one of them is missing. */
export class Linters {
  #bin;

  constructor(bin) {
    this.#bin = bin;
    this.#run('ruff', ['--version']);
    this.#run('pylint', ['--load-plugins=pylint_odoo', '--version']);
  }

  /** Formats a tree and sorts its imports, as its owner would have: what is said of it afterwards, a fix has brought. */
  prepare(root) {
    writeFileSync(path.join(root, '.pre-commit-config.yaml'), PRE_COMMIT);
    this.#run('ruff', ['check', '--select', 'I', '--fix', '--exit-zero', '--quiet', ...RUFF, root]);
    // Files that do not parse are left as they are, and nothing is fixed in them.
    this.#run('ruff', ['format', '--quiet', ...RUFF, root], [0, 2]);
  }

  /** Complaints about what was written into the files of a tree: lines that only moved are their owner's. */
  newComplaints(before, after, files) {
    if (files.length === 0) return [];
    const left = this.#complaints(before, files);
    return this.#complaints(after, files, before).filter((complaint) => {
      const at = left.indexOf(complaint);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  }

  #complaints(root, files, before = root) {
    const at = { cwd: root };
    const json = ['--output-format', 'json', '--exit-zero'];
    const ruff = JSON.parse(this.#run('ruff', ['check', ...RUFF, ...json, ...files], [0], at));
    const plugin = ['--load-plugins=pylint_odoo', '--disable=all', '--enable=odoolint'];
    const options = [...plugin, '--output-format=json', '--exit-zero'];
    const pylint = JSON.parse(this.#run('pylint', [...options, ...files], [0], at));
    const diff = this.#run('ruff', ['format', '--diff', ...RUFF, ...files], [0, 1, 2], at);
    const moved = (file, line) => before !== root && linesOf(path.join(before, file)).has(line.trim());
    return [
      ...ruff
        .map((each) => ({ ...each, file: path.relative(root, each.filename) }))
        .filter(({ code, file, filename, location }) => {
          return code !== 'E501' || !moved(file, linesOf(filename, false)[location.row - 1] ?? '');
        })
        .map(({ file, code, message }) => said(file, code, message)),
      ...pylint.map((each) => said(each.path, each.symbol, each.message)),
      ...unformatted(diff)
        .filter(({ file, lines }) => !lines.every((line) => moved(file, line)))
        .map(hunkSaid),
    ];
  }

  #run(tool, args, allowed = [0], options = {}) {
    const command = path.join(this.#bin, tool);
    const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
    if (!allowed.includes(run.status)) throw new Error(`${command}: ${run.error ?? run.stderr}`);
    return run.stdout;
  }
}

/** A complaint without its line, which moves, and without figures such as a length. */
function said(file, code, message) {
  return `${file}: ${code} ${message.replaceAll(/\d+/g, 'N')}`;
}

/** Hunks of what `ruff format` would change, with the lines that it would take away. */
function unformatted(diff) {
  const hunks = [];
  let file = '';
  for (const line of diff.split('\n')) {
    if (line.startsWith('--- ')) file = line.slice(4);
    else if (line.startsWith('@@')) hunks.push({ file, lines: [], added: 0 });
    else if (line.startsWith('-')) hunks.at(-1).lines.push(line.slice(1));
    else if (line.startsWith('+') && !line.startsWith('+++')) hunks.at(-1).added++;
  }
  return hunks.map(({ lines, added, ...hunk }) => ({
    ...hunk,
    lines: lines.length === 0 ? [`${added} lines missing`] : lines,
  }));
}

function hunkSaid({ file, lines }) {
  return `${file}: format ${lines.map((line) => line.trim()).join(' ')}`;
}

function linesOf(file, trimmed = true) {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return trimmed ? new Set(lines.map((line) => line.trim())) : lines;
}
