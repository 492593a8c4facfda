// Diagnostics over the wire: the same findings for an editor that pulls and for one that only listens.

import { describe, expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { MODERN, PLAIN } from './support/capabilities';
import type { Editor } from './support/editor';
import { startEditor } from './support/in-memory';
import { uriOf } from './support/memory-host';
import { CLEAN, CRON, CRON_XML, FOLDER, LEAKY, PARTNER, partnerSync } from './support/partner-sync';

const FOLDERS = [uriOf(FOLDER)];

async function pulling(disk = partnerSync()): Promise<Editor> {
  const editor = await startEditor(disk, { capabilities: MODERN, folders: FOLDERS });
  await editor.ready();
  return editor;
}

async function listening(disk = partnerSync()): Promise<Editor> {
  const editor = await startEditor(disk, { capabilities: PLAIN, folders: FOLDERS });
  await editor.ready();
  return editor;
}

const rules = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code);

describe('an editor that pulls', () => {
  test('gets the findings of an open document, with rule, link and path of the schedule', async () => {
    const editor = await pulling();
    await editor.open(PARTNER, LEAKY);
    const [finding] = await editor.diagnostics(PARTNER);
    expect(finding).toMatchObject({
      code: 'loop-without-release',
      source: 'cronvet',
      severity: DiagnosticSeverity.Warning,
      range: { start: { line: 7, character: 23 }, end: { line: 7, character: 38 } },
      data: { rule: 'loop-without-release' },
    });
    expect(finding?.codeDescription?.href).toMatch(/^https:.*\/loop-without-release\.md$/);
    expect(finding?.relatedInformation?.[0]?.location.uri).toBe(uriOf(CRON));
  });

  test('is told "unchanged" while a finding stays as it is', async () => {
    const editor = await pulling();
    await editor.open(PARTNER, LEAKY);
    const first = await editor.pull(PARTNER);
    const again = await editor.pull(PARTNER, first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await editor.replace(PARTNER, 'from odoo', '\nfrom odoo');
    expect((await editor.pull(PARTNER, first.resultId)).kind).toBe('full');
  });

  test('sees a finding move with the text above it, and go with its cause', async () => {
    const editor = await pulling();
    await editor.open(PARTNER, LEAKY);
    await editor.replace(PARTNER, 'class Partner', '# 👩‍🔬\n\nclass Partner');
    expect((await editor.diagnostics(PARTNER))[0]?.range.start).toEqual({ line: 9, character: 23 });
    await editor.replace(PARTNER, 'self.search([])', 'self.search([], limit=80)');
    expect(rules(await editor.diagnostics(PARTNER))).toEqual([]);
  });

  test('is asked to look again when another file schedules the method', async () => {
    const disk = partnerSync();
    disk.delete(CRON);
    const editor = await pulling(disk);
    await editor.open(PARTNER, LEAKY);
    const before = (await editor.diagnostics(PARTNER))[0]?.severity;
    expect(before).toBe(DiagnosticSeverity.Information);

    disk.set(CRON, CRON_XML);
    const refreshed = editor.refreshes.next();
    await editor.touched(uriOf(CRON));
    await refreshed;
    expect((await editor.diagnostics(PARTNER))[0]?.severity).toBe(DiagnosticSeverity.Warning);
  });

  test('is not asked to look again for typing that changes no call', async () => {
    const editor = await pulling();
    await editor.open(PARTNER, LEAKY);
    await editor.diagnostics(PARTNER);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const before = editor.refreshes.all.length;
    await editor.replace(PARTNER, 'strip()', 'strip()  # no blanks');
    await editor.diagnostics(PARTNER);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(editor.refreshes.all.length).toBe(before);
  });
});

describe('an editor that only listens', () => {
  test('is sent the findings of each version of a document', async () => {
    const editor = await listening();
    await editor.open(PARTNER, LEAKY);
    const first = await editor.published.first(({ version }) => version === 1);
    expect(rules(first.diagnostics)).toEqual(['loop-without-release']);
    const version = await editor.replace(PARTNER, 'self.search([])', 'self.search([], limit=80)');
    const second = await editor.published.first((sent) => sent.version === version);
    expect(second.diagnostics).toEqual([]);
  });

  test('is sent only the last of changes that come together', async () => {
    const editor = await listening();
    await editor.open(PARTNER, CLEAN);
    await editor.published.first(({ version }) => version === 1);
    const typed = Array.from({ length: 50 }, () =>
      editor.replace(PARTNER, 'class Partner', '#\nclass Partner'),
    );
    const last = (await Promise.all(typed)).at(-1);
    await editor.published.first(({ version }) => version === last);
    expect(editor.published.all.length).toBeLessThan(25);
  });

  test('is sent findings again when another file changes them, and none for a closed document', async () => {
    const disk = partnerSync();
    disk.delete(CRON);
    const editor = await listening(disk);
    await editor.open(PARTNER, LEAKY);
    await editor.published.first(
      ({ diagnostics }) => diagnostics[0]?.severity === DiagnosticSeverity.Information,
    );
    disk.set(CRON, CRON_XML);
    await editor.touched(uriOf(CRON));
    await editor.published.first(
      ({ diagnostics }) => diagnostics[0]?.severity === DiagnosticSeverity.Warning,
    );

    const closed = editor.published.next(({ diagnostics }) => diagnostics.length === 0);
    await editor.close(PARTNER);
    expect((await closed).uri).toBe(PARTNER);
  });
});
