// What holds for every fix, as questions about two texts.

/** Elements of `old` that are not in `now`, counted. */
export function missing(old, now) {
  const rest = [...now];
  return old.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** The first line that no edit touches and that did not come through in order; undefined when all did. */
export function lostLine(before, after, edits) {
  const lines = after.split('\n');
  let from = 0;
  let offset = 0;
  for (const line of before.split('\n')) {
    const end = offset + line.length;
    const isTouched = edits.some(({ at }) => at.start <= end && offset <= at.end);
    offset = end + 1;
    if (isTouched) continue;
    const at = lines.indexOf(line, from);
    if (at < 0) return line;
    from = at + 1;
  }
  return undefined;
}

/** The text with CRLF. */
export function crlf(text) {
  return text.replaceAll('\n', '\r\n');
}

/** The text indented by tabs; lines inside the strings stay as they are. */
export function tabs(text, strings) {
  return text.replaceAll(/^( {4})+/gm, (spaces, _step, offset) =>
    strings.some(({ start, end }) => start < offset && offset < end)
      ? spaces
      : '\t'.repeat(spaces.length / 4),
  );
}
