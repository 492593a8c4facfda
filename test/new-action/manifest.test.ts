// The manifest's line: manifests of every layout keep theirs.

import { expect, test } from 'vitest';
import { filesAfter, refusalOf } from './support';

const FILE = 'data/ir_cron.xml';
const VERSION = '"version": "17.0.1.0.0"';

const filesOf = (manifest: string) => ({ 'my_sync/__manifest__.py': manifest, 'my_sync/__init__.py': '' });
const changed = (manifest: string) => filesAfter(filesOf(manifest)).get('my_sync/__manifest__.py');

test.each([
  ['no data', `{\n    ${VERSION},\n}\n`, `{\n    ${VERSION},\n    "data": ["${FILE}"],\n}\n`],
  ['no comma at the end', `{\n    ${VERSION}\n}\n`, `{\n    ${VERSION},\n    "data": ["${FILE}"],\n}\n`],
  [
    'a comment at the end',
    `{\n    ${VERSION}  # series\n    # more\n}\n`,
    `{\n    ${VERSION},  # series\n    "data": ["${FILE}"],\n    # more\n}\n`,
  ],
  ['all on one line', `{${VERSION}}\n`, `{${VERSION}, "data": ["${FILE}"]}\n`],
  ['a comment before it', `# Copyright\n{${VERSION},}\n`, `# Copyright\n{${VERSION}, "data": ["${FILE}"]}\n`],
  ['an empty list', `{${VERSION}, "data": []}\n`, `{${VERSION}, "data": ["${FILE}"]}\n`],
  ['a list on one line', `{${VERSION}, "data": ["a.xml"]}`, `{${VERSION}, "data": ["a.xml", "${FILE}"]}`],
  [
    'a list on one line with a comma',
    `{${VERSION}, "data": ["a.xml",]}`,
    `{${VERSION}, "data": ["a.xml", "${FILE}",]}`,
  ],
  ['a tuple', `{${VERSION}, "data": ("a.xml",)}`, `{${VERSION}, "data": ("a.xml", "${FILE}",)}`],
  ['an empty tuple', `{${VERSION}, "data": ()}`, `{${VERSION}, "data": ("${FILE}",)}`],
  [
    'a list of lines',
    `{\n    ${VERSION},\n    "data": [\n        "a.xml",  # first\n        # "b.xml",\n    ],\n}\n`,
    `{\n    ${VERSION},\n    "data": [\n        "a.xml",  # first\n        "${FILE}",\n        # "b.xml",\n    ],\n}\n`,
  ],
  [
    'a list of lines without a comma',
    `{\n    ${VERSION},\n    "data": [\n        "a.xml"  # first\n    ],\n}\n`,
    `{\n    ${VERSION},\n    "data": [\n        "a.xml",  # first\n        "${FILE}",\n    ],\n}\n`,
  ],
  [
    'a list that ends with its last item',
    `{${VERSION},\n "data": ["a.xml",\n          "b.xml"]}\n`,
    `{${VERSION},\n "data": ["a.xml",\n          "b.xml",\n          "${FILE}",]}\n`,
  ],
  [
    'single quotes and tabs',
    `{\n\t'version': '17.0.1.0.0',\n\t'data': [\n\t\t'a.xml',\n\t],\n}\n`,
    `{\n\t'version': '17.0.1.0.0',\n\t'data': [\n\t\t'a.xml',\n\t\t'${FILE}',\n\t],\n}\n`,
  ],
  [
    'a key of that name elsewhere',
    `{${VERSION}, "x": {"data": ["a"]}, "y": "data", "data": []}`,
    `{${VERSION}, "x": {"data": ["a"]}, "y": "data", "data": ["${FILE}"]}`,
  ],
  [
    'a line that becomes too long',
    `{\n    ${VERSION},\n    "data": ["security/ir.model.access.csv", "views/res_partner_views.xml"],\n}\n`,
    `{\n    ${VERSION},\n    "data": [\n        "security/ir.model.access.csv",\n        "views/res_partner_views.xml",\n        "${FILE}",\n    ],\n}\n`,
  ],
])('%s', (_, before, after) => {
  expect(changed(before)).toBe(after);
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  expect(changed(crlf(before))).toBe(crlf(after));
});

test('nothing changes where the file is loaded already', () => {
  const manifest = `{${VERSION}, "data": ["${FILE}"]}\n`;
  expect(changed(manifest)).toBe(manifest);
});

test.each([
  ['a call', `dict(${VERSION.replace(': ', '=').replaceAll('"version"', 'version')})`],
  ['a name', `DATA = []\n{${VERSION}, "data": DATA}`],
  ['a sum', `{${VERSION}, "data": ["a.xml"] + ["b.xml"]}`],
  ['broken', `{${VERSION}, "data": [`],
])('a manifest that is %s is refused', (_, manifest) => {
  const files = { ...filesOf(manifest), 'other/__manifest__.py': `{${VERSION}}` };
  expect(refusalOf(files)).toMatch(/^The manifest cannot be changed: .*\. Odoo wants a plain dict there\.$/);
});

test('a manifest whose data is no list is refused', () => {
  expect(refusalOf(filesOf(`{${VERSION}, "data": "a.xml"}`))).toBe(
    'The manifest’s `data` is no list: nothing can be added to it.',
  );
});

test.each([
  ['two lists, of which Python takes the last', `{${VERSION}, "data": ["a.xml"], "data": ["b.xml"]}\n`],
  [
    'a name put together from parts, in a line that gets too long',
    `{${VERSION}, "data": ["views/aaaaaaaaaaaaaaaaaaaaaaaaaaa" "bbbbbbbbbbbb.xml"]}\n`,
  ],
  ['a key put together from parts', `{${VERSION}, "da" "ta": ["a.xml"]}\n`],
])('%s: refused', (_, manifest) => {
  expect(refusalOf(filesOf(manifest))).toContain('add data/ir_cron.xml to it yourself');
});
