// Which Odoo the workspace is for: the setting, else Odoo's own `release.py`, else the addons' versions.

import { parseOdooVersion, printOdooVersion } from '../odoo/version';
import type { VersionFound } from '../workspace-api';
import type { Addon, Addons } from './addons';
import { compareText, isInstallable } from './addons';

/** Whether a path is Odoo's statement of its own version (`openerp/` up to 9). */
export function isReleasePath(path: string): boolean {
  return /(?:^|\/)(?:odoo|openerp)\/release\.py$/.test(path);
}

/** The series that a `release.py` states: `version_info = (17, 0, 0, FINAL, 0, '')` is `17.0`. */
export function readRelease(text: string): string | undefined {
  // `saas~17` stands there as text: ('saas~17', 2, 0, FINAL, 0, '').
  const match = /^version_info\s*=\s*\(\s*['"]?(?:saas[~-])?(\d+)['"]?\s*,\s*(\d+)/m.exec(text);
  return match === null ? undefined : `${match[1]}.${match[2]}`;
}

/** The workspace's version. `releases` are the series of its `release.py` files, in path order. */
export function findVersion(
  setting: string | undefined,
  releases: readonly string[],
  addons: Addons,
): VersionFound {
  const chosen = setting === undefined ? undefined : parseOdooVersion(setting);
  if (chosen !== undefined) return { version: printOdooVersion(chosen), source: 'setting' };
  const release = releases[0];
  if (release !== undefined) return { version: release, source: 'release' };
  const version = mostCommonSeries(addons);
  return { version, source: version === undefined ? 'none' : 'manifest' };
}

/**
 * The series that an addon's version names. Only `series.x.y.z` does: `1.0` or `1.0.3` is the addon's own count (OCA's
 * rule, and Odoo's since 2015).
 */
export function seriesOf(addon: Addon | undefined): string | undefined {
  const series = /^(\d{1,2}\.0)\.\d+\.\d+(?:\.\d+)?$/.exec(addon?.manifest?.version ?? '')?.[1];
  return series === undefined || Number.parseInt(series, 10) < 8 ? undefined : series;
}

function mostCommonSeries(addons: Addons): string | undefined {
  const counts = new Map<string, number>();
  // What waits for its migration has the version that it comes from.
  const installable = addons.all().filter((addon) => isInstallable(addon) && seriesOf(addon) !== undefined);
  for (const addon of installable.length > 0 ? installable : addons.all()) {
    const series = seriesOf(addon);
    if (series !== undefined) counts.set(series, (counts.get(series) ?? 0) + 1);
  }
  const [best] = [...counts].sort(
    ([a, many], [b, few]) =>
      few - many || Number.parseInt(b, 10) - Number.parseInt(a, 10) || compareText(a, b),
  );
  return best?.[0];
}
