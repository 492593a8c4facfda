// A part of a text that lives on by itself.

/**
 * A copy of a text. JavaScript engines keep a slice as a view that holds on to the whole text it was cut from: what is
 * remembered of a file that is being edited would keep one old version of the file alive each.
 */
export function detach(text: string): string {
  return ` ${text}`.slice(1);
}
