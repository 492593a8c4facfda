/** The page. `data` is what docs/precision.json holds. */
export function precisionPage(data: unknown): string;
