// Odoo's series numbers: `17.0`, and where a text states one.

/** A series: `17.0` is `{ major: 17, minor: 0 }`; `saas~17.2` is `{ major: 17, minor: 2 }`. */
export interface OdooVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `17.0`, `17`, `saas~17.2` or an addon's `17.0.1.0.0`; undefined for anything else. */
export function parseOdooVersion(text: string): OdooVersion | undefined {
  const match = /^\s*(?:saas[~-])?(\d{1,2})(?:\.(\d{1,2}))?(?:\.\d+)*\s*$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0) };
}

/** `17.0`. */
export function printOdooVersion(version: OdooVersion): string {
  return `${version.major}.${version.minor}`;
}

/** The major number of `17.0` or `saas~17.2`; undefined when the version is not known. */
export function majorOf(version: string | undefined): number | undefined {
  return version === undefined ? undefined : parseOdooVersion(version)?.major;
}

/** Majors that a setting may name: from the first with `ir.cron` records as they are written now, to the one to come. */
const FIRST_MAJOR = 8;
const LAST_MAJOR = 20;

/** Whether Odoo has, or is about to have, a version of this major number. */
export function isKnownMajor(major: number): boolean {
  return FIRST_MAJOR <= major && major <= LAST_MAJOR;
}
