// docs/evidence/*.svg: what a case took while it went on, one panel a version, as it is and after the fix.

const PANEL = { width: 240, height: 150, left: 46, right: 10, top: 24, bottom: 34 };
const COLOURS = { before: '#d1495b', after: '#2a9d6f' };
const NAMES = { before: 'as it is', after: 'after the fix' };
// Grey that reads on white and on black: an image does not know what page it is on.
const GREY = '#7f8894';
const WHAT = {
  memory: { unit: 'MB', value: ([, , mb]) => mb },
  'memory and seconds': { unit: 'MB', value: ([, , mb]) => mb },
  seconds: { unit: 's', value: ([, seconds]) => seconds },
};
const AXES = {
  rows: { title: 'rows', at: ([rows]) => rows },
  seconds: { title: 'seconds', at: ([, seconds]) => seconds },
};
const DIGITS = new Intl.NumberFormat('en');

/** Only what grows is drawn; the other cases are told by a number. */
export function hasPlot({ measure }) {
  return measure in WHAT;
}

/** The file of a case's plot. */
export function plotName({ id }) {
  return `${id}.svg`;
}

/** The plot of a case; `runs` is what docs/evidence.json holds of it. */
export function plotOf(evidence, runs) {
  const { unit, value } = WHAT[evidence.measure];
  const { title, at } = AXES[evidence.axis];
  const panels = Object.entries(runs).map(([odoo, run]) => ({ odoo, lines: linesOf(run, at, value) }));
  const points = panels.flatMap(({ lines }) => lines.flatMap(({ points: each }) => each));
  const scale = { x: niceMaximum(points.map(([x]) => x)), y: niceMaximum(points.map(([, y]) => y)) };
  const width = PANEL.width * panels.length;
  const height = PANEL.height + 18;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="${GREY}">`,
    `<title>${escaped(evidence.title)}</title>`,
    ...panels.flatMap(({ odoo, lines }, index) => panel(index, `Odoo ${odoo}`, lines, scale, unit, title)),
    ...legend(panels),
    '</svg>\n',
  ].join('\n');
}

/** From nothing on, and without the last look, which was taken when the method was over. */
function linesOf(run, at, value) {
  return ['before', 'after']
    .filter((when) => run[when])
    .map((when) => ({
      when,
      points: [[0, 0], ...run[when].series.slice(0, -1).map((each) => [at(each), Math.max(0, value(each))])],
    }));
}

function panel(index, name, lines, scale, unit, title) {
  const left = index * PANEL.width + PANEL.left;
  const [width, height] = [PANEL.width - PANEL.left - PANEL.right, PANEL.height - PANEL.top - PANEL.bottom];
  const [bottom, right] = [PANEL.top + height, left + width];
  const x = (value) => round(left + (value / scale.x) * width);
  const y = (value) => round(bottom - (value / scale.y) * height);
  return [
    `<text x="${left}" y="14" font-weight="bold">${name}</text>`,
    `<path d="M${left} ${PANEL.top}V${bottom}H${right}" fill="none" stroke="${GREY}"/>`,
    `<text x="${left - 4}" y="${PANEL.top + 8}" text-anchor="end">${DIGITS.format(scale.y)}</text>`,
    `<text x="${left - 4}" y="${PANEL.top + 21}" text-anchor="end">${unit}</text>`,
    `<text x="${left - 4}" y="${bottom}" text-anchor="end">0</text>`,
    `<text x="${right}" y="${bottom + 13}" text-anchor="end">${DIGITS.format(scale.x)} ${title}</text>`,
    ...lines.map(
      ({ when, points }) =>
        `<polyline points="${points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')}" fill="none" stroke="${COLOURS[when]}" stroke-width="2"/>`,
    ),
  ];
}

function legend(panels) {
  const whens = ['before', 'after'].filter((when) =>
    panels.some(({ lines }) => lines.some((line) => line.when === when)),
  );
  return whens.map(
    (when, index) =>
      `<text x="${PANEL.left + index * 90}" y="${PANEL.height + 10}" fill="${COLOURS[when]}">■ ${NAMES[when]}</text>`,
  );
}

/** The end of an axis: the next of 1, 2, 5 times a power of ten, or of a quarter of it. */
function niceMaximum(values) {
  const most = Math.max(1, ...values);
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((each) => each * step).find((each) => each >= most) ?? most;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value) {
  return Math.round(value * 10) / 10;
}
