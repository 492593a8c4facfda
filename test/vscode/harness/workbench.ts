// What a user does with mouse and keys in the workbench, and what they see: squiggles, Problems, the lightbulb's menu.

import type { Locator, Page } from 'playwright-core';

/** How long a user would wait before calling it broken, in milliseconds. */
const PATIENCE = 30_000;

/** Waits until a file is open in the editor. */
export async function untilEditorOpen(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  await page.locator('.monaco-editor .view-lines').first().waitFor({ timeout: 60_000 });
}

/** The squiggles in the editor, of warnings or of errors. */
export function squiggles(page: Page): Locator {
  return page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error');
}

/** The entry of the status bar with this text. */
export function statusItem(page: Page, text: string): Locator {
  return page.locator('.statusbar-item', { hasText: text });
}

/** Puts the cursor behind the last character of the open file. */
export async function goToEndOfFile(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+End');
}

/** Opens the Problems panel and gives the row with this text. */
export async function problemRow(page: Page, text: string | RegExp): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  // A key pressed while the workbench still arranges itself is lost.
  for (let attempt = 0; attempt < 5 && !(await panel.isVisible()); attempt += 1) {
    await page.keyboard.press('Control+Shift+M');
    await panel.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  const row = panel.locator('.monaco-list-row', { hasText: text }).first();
  // Only the rows in view are there.
  await panel.locator('.monaco-list-row').first().waitFor({ timeout: PATIENCE });
  for (let step = 0; step < 8 && !(await row.isVisible()); step += 1) {
    await panel.hover();
    await page.mouse.wheel(0, step === 0 ? -10_000 : 110);
    await row.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await row.waitFor({ timeout: PATIENCE });
  return row;
}

/** Rests the pointer on a place of the editor until its explanation shows. */
export async function showHover(page: Page, place: Locator): Promise<void> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('nothing to point at: the place is not in view');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('.monaco-hover:visible', { hasText: 'cronvet' }).first().waitFor({ timeout: PATIENCE });
}

/** Opens the lightbulb's menu at a problem and gives the entry with this title. */
export async function quickFix(page: Page, row: Locator, title: string | RegExp): Promise<Locator> {
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor.focused').waitFor({ timeout: PATIENCE });
  const entry = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  // The menu is empty when the fixes are not there yet, so a user, too, would press again.
  for (let attempt = 0; attempt < 10 && !(await entry.isVisible()); attempt += 1) {
    await page.keyboard.press('Control+.');
    await entry.waitFor({ timeout: 2_000 }).catch(() => page.keyboard.press('Escape'));
  }
  await entry.waitFor({ timeout: 1_000 });
  return entry;
}

/**
 * Ticks the changes in the refactor preview, which stands where the Problems were, and applies them.
 * Changes that need a confirmation start unticked; the first box is the file's, and ticks all below it.
 */
export async function confirmPreview(page: Page): Promise<void> {
  const preview = await previewOpen(page);
  await preview.locator('.edit-checkbox').first().click({ timeout: PATIENCE });
  await preview.getByRole('button', { name: 'Apply' }).click();
}

/** Waits for the refactor preview that an unsafe fix opens. */
export async function previewOpen(page: Page): Promise<Locator> {
  const preview = page.locator('.bulk-edit-panel');
  await preview.locator('.edit-checkbox').first().waitFor({ timeout: PATIENCE });
  return preview;
}
