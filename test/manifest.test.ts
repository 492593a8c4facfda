// The extension's manifest names what the code has: rules, commands, and the files that it ships.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSettings, RULE_IDS } from '../engine/src/index';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));

test('the setting for rules offers every rule, with a description', () => {
  const { properties } = manifest.contributes.configuration.properties['cronvet.rules'];
  expect(Object.keys(properties).sort()).toEqual([...RULE_IDS, 'unused-suppression'].sort());
  for (const { description } of Object.values<{ description: string }>(properties)) {
    expect(description).toMatch(/^[A-Z].*\.$/);
  }
});

test('every rule that the manifest offers can be set', () => {
  const { properties } = manifest.contributes.configuration.properties['cronvet.rules'];
  const rules = Object.fromEntries(Object.keys(properties).map((rule) => [rule, 'off']));
  expect(parseSettings({ rules }, RULE_IDS)).toMatchObject({ settings: { rules }, problems: [] });
});

test('every command in the manifest is registered by the client', () => {
  const sources = read('client/src/commands.ts') + read('server/src/protocol.ts');
  for (const { command } of manifest.contributes.commands) expect(sources).toContain(`'${command}'`);
});
