// The house's own rules: who may import whom, how long a file may be, and that pages, names and lists agree.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { RULES } from '../engine/src/index';
import manifest from '../package.json';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What each folder of the engine may import, besides itself: of the engine, then packages. `index` is engine/src's own files. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  odoo: ['text'],
  ir: ['text'],
  syntax: ['text', 'web-tree-sitter'],
  outline: ['text'],
  xml: ['text', 'htmlparser2'],
  project: ['text', 'odoo', 'outline', 'xml', 'types'],
  lower: ['text', 'ir', 'syntax', 'web-tree-sitter'],
  document: ['text', 'ir', 'outline', 'syntax', 'lower'],
  semantics: ['text', 'odoo', 'ir', 'outline'],
  scheduled: ['text', 'ir', 'xml', 'semantics'],
  fixes: ['text', 'odoo', 'ir', 'types'],
  templates: ['text', 'odoo', 'outline', 'xml', 'fixes'],
  'new-action': ['text', 'odoo', 'outline', 'xml', 'project', 'fixes', 'templates'],
  'cron-tools': ['text', 'odoo', 'ir', 'outline', 'semantics', 'fixes', 'templates', 'new-action'],
  rules: ['text', 'odoo', 'ir', 'outline', 'semantics', 'scheduled', 'fixes', 'check (types)'],
  check: ['text', 'outline', 'semantics', 'scheduled', 'fixes', 'rules', 'types', 'picomatch/posix'],
  workspace: [
    ...['text', 'odoo', 'ir', 'outline', 'syntax', 'lower', 'document', 'project', 'semantics', 'scheduled'],
    ...['fixes', 'templates', 'new-action', 'cron-tools', 'rules', 'check', 'types'],
  ],
};

/** Files of engine/src that hold types and settings: any layer may know them. */
const SHARED_TYPES = ['settings', 'workspace-api'];

interface Import {
  readonly of: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const sources = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Every import and re-export, relative ones as paths from the root; `import()` and `require()` included. */
function importsOf(file: string): readonly Import[] {
  const code = read(file);
  const statements = [
    ...code.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^import\s+()['"]([^'"]+)['"]/gm),
    ...code.matchAll(/\b(?:import|require)\(()['"]([^'"]+)['"]\)/g),
  ];
  return statements.map(([, type, target = '']) => ({
    of: file,
    target: target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target,
    typeOnly: type !== undefined && type !== '',
  }));
}

const imports = (folder: string): readonly Import[] => sources(folder).flatMap(importsOf);

describe('imports', () => {
  const layerOf = (target: string): string => {
    const [, layer] = /^engine\/src\/(?:([\w-]+)\/)?/.exec(target) ?? [];
    if (!target.startsWith('engine/src/')) return target;
    return layer ?? (SHARED_TYPES.includes(path.posix.basename(target)) ? 'types' : 'index');
  };

  test.each(Object.entries(MAY_IMPORT))('of engine/%s keep to its row', (layer, allowed) => {
    const wrong = imports(`engine/src/${layer}`).filter(({ target, typeOnly }) => {
      const to = layerOf(target);
      return to !== layer && !allowed.includes(to) && !(typeOnly && allowed.includes(`${to} (types)`));
    });
    expect(wrong).toEqual([]);
  });

  test('every folder of the engine has a row, and every row names what is there', () => {
    const folders = readdirSync(path.join(ROOT, 'engine/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(Object.keys(MAY_IMPORT).sort()).toEqual(folders.sort());
    for (const [layer, allowed] of Object.entries(MAY_IMPORT)) {
      const used = new Set(imports(`engine/src/${layer}`).map(({ target }) => layerOf(target)));
      const idle = allowed.map((to) => to.replace(' (types)', '')).filter((to) => !used.has(to));
      expect({ layer, idle }).toEqual({ layer, idle: [] });
    }
  });

  test('of the engine never name Node, VS Code or LSP', () => {
    const outside = imports('engine/src').filter(({ target }) => /^(node:|vscode)/.test(target));
    expect(outside).toEqual([]);
    expect(JSON.parse(read('engine/tsconfig.json')).compilerOptions.types).toEqual([]);
  });

  test('of the server and the command line enter the engine by its door', () => {
    const others = [...imports('server/src'), ...imports('cli/src')].filter(
      ({ of, target }) =>
        !target.startsWith(`${of.split('/')[0]}/`) && /^(engine|server|cli|client)\//.test(target),
    );
    // `cronvet lsp` is the server itself.
    const doors = ['engine/src/index', 'server/src/node'];
    expect(others.filter(({ target }) => !doors.includes(target))).toEqual([]);
  });

  test("of the client know of ours only the names of the server's own requests", () => {
    const ours = imports('client/src').filter(({ target }) => /^(engine|server|cli)\//.test(target));
    expect(new Set(ours.map(({ target }) => target))).toEqual(new Set(['server/src/protocol']));
  });
});

describe('files', () => {
  const LIMIT = 400;
  const code = ['engine/src', 'server/src', 'cli/src', 'client/src'].flatMap(sources);
  const lengths = code.map((file) => ({ file, lines: read(file).split('\n').length - 1 }));

  test(`have ${LIMIT} lines at most, and half of them fewer than 100`, () => {
    expect(lengths.filter(({ lines }) => lines > LIMIT)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeLessThan(100);
  });

  test('are named in kebab-case and open by saying what they are', () => {
    expect(code.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(path.posix.basename(file)))).toEqual(
      [],
    );
    const silent = code.filter((file) => !/^(\/\/ |\/\*\*|import )/.test(read(file)));
    expect(silent).toEqual([]);
  });

  test('hold nothing that changes at module level', () => {
    expect(code.filter((file) => /^(export )?let /m.test(read(file)))).toEqual([]);
  });

  test('name no machine', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
    const named = files.filter(
      (file) => /\.(ts|mjs|mts|json|md|sh|yml|lua|el|py)$/.test(file) && existsSync(path.join(ROOT, file)),
    );
    const home = /["'`( ]\/(work|root|Users)\/[a-z]/;
    expect(named.filter((file) => file !== 'package-lock.json' && home.test(read(file)))).toEqual([]);
    expect(
      read('package-lock.json').match(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[^"]*"/g),
    ).toBeNull();
  });
});

describe('rules', () => {
  const inFolder = readdirSync(path.join(ROOT, 'engine/src/rules'));

  test('each have a file and a page of their name, and no page is without a rule', () => {
    const ids = RULES.map(({ id }) => id).sort();
    expect(inFolder.filter((file) => file.endsWith('.md'))).toEqual(ids.map((id) => `${id}.md`));
    for (const id of ids) expect(inFolder).toContain(`${id}.ts`);
  });

  test('that are written are registered', () => {
    const written = inFolder.filter(
      (file) => file.endsWith('.ts') && /= defineRule\(\{/.test(read(`engine/src/rules/${file}`)),
    );
    expect(written.map((file) => path.basename(file, '.ts')).sort()).toEqual(
      RULES.map(({ id }) => id).sort(),
    );
  });
});

describe('ARCHITECTURE.md', () => {
  const page = read('ARCHITECTURE.md');

  test('names every runtime dependency, and no other', () => {
    const section = /## Dependencies\n([\s\S]*?)(?=\n## |$)/.exec(page)?.[1] ?? '';
    const named = [...section.matchAll(/^- `([^`]+)`/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test('has a line for every folder of the engine', () => {
    for (const folder of Object.keys(MAY_IMPORT)) expect(page).toContain(`\`${folder}/\``);
  });

  test('names tests and files that are there', () => {
    const named = [...page.matchAll(/`((?:test|engine|server|client|cli|scripts|docs)\/[\w./-]+)`/g)];
    expect(named.length).toBeGreaterThan(5);
    const missing = named.map(([, file = '']) => file).filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing).toEqual([]);
  });
});
