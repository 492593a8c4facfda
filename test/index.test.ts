// Workspaces of several files: what is scheduled, where its methods are defined, and by which way a finding is reached.

import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { CronListing, Finding, Workspace } from '../engine/src/index';
import { findingsIn, settingsOf, type Texts, textsOf, withWorkspace } from './support/engine';
import { fixtureOf } from './support/fixture';
import { keptAgrees, noTreeIsLeft, twinsAgree, typingAgrees } from './support/laws';
import { readSpec, rewriteSpec } from './support/md-spec';
import { runCase, type Updates } from './support/run-spec';

afterEach(noTreeIsLeft);

for (const name of ['inherit', 'schedules']) {
  const spec = readSpec(new URL(`./index/${name}.md`, import.meta.url));
  const updates: Updates = new Map();
  describe(name, () => {
    for (const specCase of spec.cases) {
      const fixture = fixtureOf(specCase);
      const texts = textsOf(fixture);
      const settings = settingsOf(specCase, '');
      test(specCase.title, () => {
        runCase(specCase, fixture, texts, settings, updates);
        for (const fence of specCase.expected) {
          const listing = withWorkspace(texts, settings, (workspace) =>
            listingOf(fence.info, workspace, texts),
          );
          if (process.env['UPDATE']) updates.set(fence.line, listing);
          else expect(listing).toBe(fence.body);
        }
        twinsAgree(texts, settings);
        keptAgrees(texts, settings);
      });
      test(`${specCase.title} (typed)`, () => {
        for (const { path } of fixture.files) typingAgrees(path, 0, texts, settings);
      });
    }
  });
  afterAll(() => {
    if (process.env['UPDATE']) rewriteSpec(spec.path, updates);
  });
}

function listingOf(info: string, workspace: Workspace, texts: Texts): string {
  const lines =
    info === 'text crons'
      ? workspace.crons().flatMap(cronLines)
      : findingsIn(workspace, texts).map(wayLine).sort();
  return lines.map((line) => `${line}\n`).join('');
}

function cronLines({ id, active, loaded, calls }: CronListing): readonly string[] {
  const marks = `${active === false ? ' (inactive)' : ''}${loaded ? '' : ' (not in a manifest)'}`;
  return calls.map(({ model, method, definitions }) => {
    const places = definitions.map(({ path, line }) => `${path}:${line + 1}`).join(', ') || 'nowhere';
    return `${id}: ${model ?? 'some model'}.${method} at ${places}${marks}`;
  });
}

function wayLine({ path, line, scheduledBy }: Finding): string {
  return `${path}:${line + 1} ${scheduledBy.join(' → ')}`;
}
