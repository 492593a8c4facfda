// What the runs of a case came to, in words: over all versions that it was measured on, from the least to the most.

const DIGITS = new Intl.NumberFormat('en');

/** What each `measure` says of a list of results; `rows` is how many there were to do. */
const OUTCOMES = {
  memory: (results) => `${range(results, 'mb')} MB`,
  'memory and seconds': (results) => `${range(results, 'mb')} MB, ${range(results, 'cpu')} s of CPU`,
  seconds: (results) => `${range(results, 'cpu')} s of CPU`,
  rows: (results, { rows }) => `${range(results, 'rows')} of ${DIGITS.format(rows)} rows${errorsOf(results)}`,
  ends: (results, { limit }) => {
    const ends = results.every(({ ended }) => ended !== false);
    const end = ends ? 'ends' : `does not end: cut off after ${limit} s`;
    return `${end}, ${range(results, 'rows')} rows done`;
  },
  'open files': (results) => `open files: +${range(results, 'openFiles')}`,
  'the next job': (results) => `${range(results, 'nextCpu')} s of CPU for the next job`,
  'rows half done': (results) => `${range(results, 'wrong')} rows half done`,
};

/** A case's results in one phrase. */
export function outcome(results, evidence) {
  return OUTCOMES[evidence.measure](results, evidence);
}

/** The results of a case before or after the fix, one a version; none when a version has none. */
export function resultsOf(runs, when) {
  const results = Object.values(runs).map((run) => run[when]);
  return results.includes(undefined) ? [] : results;
}

function range(results, key) {
  const values = results.map((each) => each[key]);
  const [least, most] = [Math.min(...values), Math.max(...values)].map(shown);
  return least === most ? most : `${least}–${most}`;
}

/** Three digits say enough. */
function shown(value) {
  return DIGITS.format(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}

function errorsOf(results) {
  const errors = new Set(results.flatMap(({ error }) => error ?? []));
  return errors.size > 0 ? `, then ${[...errors].join(', ')}` : '';
}
