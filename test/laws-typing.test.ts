// Every fixture of every rule's page, typed character by character: nothing throws, and the end is the same.

import { afterEach, describe, test } from 'vitest';
import { RULE_IDS } from '../engine/src/index';
import { settingsOf, textsOf } from './support/engine';
import { fixtureOf } from './support/fixture';
import { noTreeIsLeft, prefixesAreChecked, typingAgrees } from './support/laws';
import { readSpec } from './support/md-spec';

afterEach(noTreeIsLeft);

describe.each(RULE_IDS)('%s', (id) => {
  const spec = readSpec(new URL(`../engine/src/rules/${id}.md`, import.meta.url));
  for (const specCase of spec.cases) {
    const fixture = fixtureOf(specCase);
    const [version = ''] = fixture.versions;
    test(specCase.title, () => {
      for (const { path, text, around } of fixture.files) {
        // The class that the tests put around methods is the same each time: it is there from the start.
        const head = text.split('\n').slice(0, around.lines).join('\n').length;
        const settings = settingsOf(specCase, version);
        typingAgrees(path, head, textsOf(fixture), settings);
        prefixesAreChecked(path, head, textsOf(fixture), settings);
      }
    });
  }
});
