// A part of a text that lives on by itself.

/**
 * A copy of a text. JavaScript engines keep a slice as a view that holds on to the whole text it was cut from: what is
 * remembered of a file that is being edited would keep one old version of the file alive each.
 */
export function detach(text: string): string {
  return ` ${text}`.slice(1);
}

/** The same plain data (objects and arrays of texts, numbers and flags) with every text in it detached. */
export function detachIn<T>(data: T): T;
export function detachIn(data: unknown): unknown {
  if (typeof data === 'string') return detach(data);
  if (Array.isArray(data)) return data.map(detachIn);
  if (typeof data !== 'object' || data === null) return data;
  const copy: Record<string, unknown> = { ...data };
  for (const key in copy) {
    const value = copy[key];
    if (typeof value === 'string' || typeof value === 'object') copy[key] = detachIn(value);
  }
  return copy;
}
