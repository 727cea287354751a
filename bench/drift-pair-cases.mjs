// Tables in SQL, as drift-pairs.mjs draws them: many data sets of twenty columns beside each other.

/** Columns of one data set. */
export const COLUMNS = 20;

const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())';
const T3 = `${NORMAL} / sqrt((pow(${NORMAL}, 2) + pow(${NORMAL}, 2) + pow(${NORMAL}, 2)) / 3)`;

/** Columns of independent rows. `weights`: the distribution of the value of `${PICK}`, 0, 1, … */
const each = (name, value, weights = null) => ({ name, weights, value: () => value });
/** A place drawn with the shares of `weights` by Walker's table of aliases. */
const PICK = 'pick(random(), random())';

const poisson = (mean) => {
  const most = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  let log = -mean;
  return Array.from({ length: most }, (_, count) => {
    if (count > 0) log += Math.log(mean / count);
    return Math.exp(log);
  });
};
const zipf = (count) => Array.from({ length: count }, (_, place) => 1 / (place + 1));
const category = `'v' || ${PICK}`;

/** Rows that belong together: `common` are the values of a group, half of the variance of each of its rows. */
const clustered = (name, value, groups) => ({
  name,
  weights: null,
  groups,
  value: (place) => value(`(sqrt(0.5) * g${place} + sqrt(0.5) * ${NORMAL})`),
});
const FIVE = { size: 5, isShared: false };
const category4 = (x) =>
  `CASE WHEN ${x} < -0.7 THEN 'a' WHEN ${x} < 0 THEN 'b' WHEN ${x} < 1 THEN 'c' ELSE 'd' END`;

/** Something is moved in the evaluation data, in the first column alone. */
const moved = (case_, name, value) => ({
  ...case_,
  name,
  value: (place, role) => (place % COLUMNS === 0 && role === 'evaluation' ? value : case_.value(place, role)),
});
const normal = each('normal', NORMAL);
const FIFTH = `CASE WHEN random() < 0.2 THEN 'a' ELSE 'v' || floor(4 * random())::INTEGER END`;
const fifth = each('a category of a fifth', FIFTH);

export const PAIRS = [
  normal,
  each('lognormal', `exp(${NORMAL})`),
  each('t with 3 degrees of freedom', T3),
  each('counts (Poisson, mean 0.5)', PICK, poisson(0.5)),
  each('counts (Poisson, mean 200)', PICK, poisson(200)),
  each('two hills', `${NORMAL} + CASE WHEN random() < 0.3 THEN 8 ELSE 0 END`),
  each('nine of ten are zero', `CASE WHEN random() < 0.9 THEN 0 ELSE exp(${NORMAL}) END`),
  each('money in steps of five', `round(exp(4 + ${NORMAL}) / 5) * 5`),
  each('money in cents', `round(exp(4 + ${NORMAL}), 2)::DECIMAL(18, 2)`),
  ...[2, 20, 500, 5000].map((count) => each(`${count} categories by Zipf's law`, category, zipf(count))),
  each('days', `DATE '2026-01-01' + floor(365 * random())::INTEGER`),
  each('flags, one of a thousand', 'random() < 0.001'),
  each('one of twenty is missing', `CASE WHEN random() < 0.05 THEN NULL ELSE ${NORMAL} END`),
  {
    name: 'correlated, 0.9',
    weights: null,
    value: (place) => `sqrt(0.9) * z${Math.floor(place / COLUMNS)} + sqrt(0.1) * ${NORMAL}`,
  },
  clustered('five rows a group', (x) => x, FIVE),
  clustered('five rows a group, lognormal', (x) => `exp(${x})`, FIVE),
  clustered('five rows a group, flags', (x) => `${x} > 1`, FIVE),
  {
    name: 'five rows a group, four categories',
    weights: null,
    groups: FIVE,
    value: (place) => category4(`g${place}`),
  },
  clustered('one to forty rows a group', (x) => x, { size: null, isShared: false }),
  clustered('five rows a group, groups in both', (x) => x, { size: 5, isShared: true }),
  {
    ...clustered('five rows a group, groups in both, not told', (x) => x, { size: 5, isShared: true }),
    isUntold: true,
  },
  moved(normal, 'moved: 0.25 sd', `0.25 + ${NORMAL}`),
  moved(fifth, 'moved: share from 0.2 to 0.3', FIFTH.replace('0.2', '0.3')),
  moved(
    fifth,
    'moved: a new category, one of ten rows',
    `CASE WHEN random() < 0.1 THEN 'new' ELSE ${FIFTH} END`,
  ),
];

/** Lists that the SQL of a table reads: Walker's aliases. */
export function variablesOf({ weights }) {
  if (weights === null) return {};
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scaled = weights.map((weight) => (weight * weights.length) / total);
  const alias = weights.map((_, place) => place);
  const [small, large] = [[], []];
  for (const [place, share] of scaled.entries()) (share < 1 ? small : large).push(place);
  const kept = scaled.map(() => 1);
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop(), large.at(-1)];
    kept[less] = scaled[less];
    alias[less] = more;
    scaled[more] -= 1 - scaled[less];
    if (scaled[more] < 1) small.push(large.pop());
  }
  return { kept, alias };
}

/** The SELECT of one table that holds so many data sets side by side: `c0` … `c19` are the columns of the first. */
export function tableSql({ value, weights, groups }, { role, rows, sets }) {
  const places = Array.from({ length: sets * COLUMNS }, (_, place) => place);
  const list = (make) => places.map(make).join(', ');
  if (weights !== null) {
    const count = weights.length;
    const drawn = list((c) => `floor(${count} * random())::INTEGER + 1 AS p${c}, random() AS u${c}`);
    const picked = list((c) => {
      const pick = `CASE WHEN u${c} < kept[p${c}] THEN p${c} - 1 ELSE alias[p${c}] END`;
      return `${value(c, role).replace(PICK, `(${pick})`)} AS c${c}`;
    });
    const lists = "getvariable('kept') AS kept, getvariable('alias') AS alias";
    return `SELECT ${picked} FROM (SELECT ${lists}, ${drawn} FROM range(${rows}))`;
  }
  const columns = list((c) => `${value(c, role)} AS c${c}`);
  if (groups !== undefined) {
    const person = `'${groups.isShared ? '' : role}' || person AS person`;
    return `SELECT ${person}, ${columns} FROM (${placesSql(groups, rows)}) JOIN (${groupsSql(groups, rows, places)}) USING (person)`;
  }
  const common = Array.from({ length: sets }, (_, set) => `${NORMAL} AS z${set}`).join(', ');
  return `SELECT ${columns} FROM (SELECT ${common} FROM range(${rows}))`;
}

/** Which group each row is of: five rows each, or one to forty. */
function placesSql({ size }, rows) {
  const person = size === null ? `floor(${Math.ceil(rows / 10)} * pow(random(), 2))` : `floor(i / ${size})`;
  return `SELECT ${person}::INTEGER AS person FROM range(${rows}) t(i)`;
}

/** What the rows of a group have in common; of groups that stand in both tables it is drawn from their number. */
function groupsSql({ size, isShared }, rows, places) {
  const count = size === null ? Math.ceil(rows / 10) : Math.ceil(rows / size);
  const uniform = (key) => `(hash(person * 100000 + ${key}, getvariable('draw')) / 18446744073709551616.0)`;
  const own = (c) =>
    isShared ? `sqrt(-2 * ln(1e-12 + ${uniform(2 * c)})) * cos(2 * pi() * ${uniform(2 * c + 1)})` : NORMAL;
  const drawn = places.map((c) => `${own(c)} AS g${c}`).join(', ');
  return `SELECT person, ${drawn} FROM (SELECT unnest(range(${count}))::INTEGER AS person)`;
}
