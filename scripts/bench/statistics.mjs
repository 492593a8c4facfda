// Numbers that repeat from run to run, and how a number is shown beside its target.

/** The value below which a share of the samples lies. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (samples) => quantile(samples, 0.5);

/** A generator of numbers in [0, 1) that a seed repeats (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Prints a measurement, and whether it meets its target. */
export function report(what, value, unit, target) {
  const verdict =
    target === undefined ? '' : value <= target ? `  ok (≤ ${target})` : `  MISSED (≤ ${target})`;
  console.log(`  ${what.padEnd(44)} ${format(value).padStart(9)} ${unit}${verdict}`);
}

function format(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
