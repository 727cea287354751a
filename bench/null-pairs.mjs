// Two models that are exactly as good as each other, many times, through the command line: how often does a gate say that the
// second is worse, or better? 2.5 of 100 pairs should be told to be worse; 1.25 to be better, as these rows were judged on before.
//   node bench/null-pairs.mjs [pairs, 200] [rows of each, 400] [rows of a group, 1] [binary, multiclass or regression]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [pairs, rows, groupSize] = [200, 400, 1].map((usual, index) =>
  Number(process.argv[index + 2] ?? usual),
);
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const top = mkdtempSync(join(tmpdir(), 'modelyard-null-'));
const random = seeded(20_261);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const normalised = (weights) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / total).toFixed(9));
};
const CLASSES = ['a', 'b', 'c'];
const CENTRES = [-0.9, 0, 0.9];

/** Tasks: what is said of a hidden value, what a model says that sees it through noise, and what both are judged by. */
const TASKS = {
  binary: {
    metrics: ['roc_auc', 'accuracy', 'f1', 'log_loss', 'brier'],
    answer: 'score',
    label: (hidden) => (hidden > 0.3 ? 1 : 0),
    says: (seen) => sigmoid(1.5 * (seen - 0.3)).toFixed(6),
    config: ', positive: 1',
  },
  multiclass: {
    metrics: ['roc_auc_ovr_macro', 'accuracy', 'f1_macro', 'log_loss', 'brier'],
    answer: CLASSES.join(','),
    label: (hidden) => CLASSES[hidden < -0.45 ? 0 : hidden < 0.45 ? 1 : 2],
    says: (seen) => normalised(CENTRES.map((centre) => Math.exp(-((seen - centre) ** 2)))).join(','),
    config: `, classes: [${CLASSES.join(', ')}]`,
  },
  regression: {
    metrics: ['mae', 'rmse', 'r2', 'median_ae'],
    answer: 'value',
    label: (hidden) => hidden.toFixed(6),
    says: (seen) => (0.6 * seen).toFixed(6),
    config: '',
  },
};
const asked = process.argv[5] ?? 'binary';
const task = TASKS[asked];
if (task === undefined)
  throw new Error(`there is no task ${asked}; there are ${Object.keys(TASKS).join(', ')}`);

/** A stream of numbers in [0, 1) that depends on the seed alone (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rows whose label hangs on a hidden value, and two models that see it through noise of the same size. */
function writePair(name) {
  const lines = {
    evaluation: ['id,person,x,y'],
    first: [`id,${task.answer}`],
    second: [`id,${task.answer}`],
  };
  const common = { hidden: 0, first: 0, second: 0 };
  for (let row = 0; row < rows; row++) {
    if (row % groupSize === 0) for (const key of Object.keys(common)) common[key] = normal();
    const part = groupSize === 1 ? 0 : 0.3;
    const draw = (key) => Math.sqrt(part) * common[key] + Math.sqrt(1 - part) * normal();
    const hidden = draw('hidden');
    lines.evaluation.push(`r${row},p${Math.floor(row / groupSize)},${row},${task.label(hidden)}`);
    for (const model of ['first', 'second'])
      lines[model].push(`r${row},${task.says(hidden + 0.9 * draw(model))}`);
  }
  for (const [kind, text] of Object.entries(lines))
    writeFileSync(join(top, 'data', `${name}-${kind}.csv`), `${text.join('\n')}\n`);
}

function modelText(name) {
  const grouped = groupSize === 1 ? '' : ', group_by: person';
  const gates = task.metrics.map(
    (metric) => `      ${metric}: {max_worse: 0, min_better: 0, severity: warn}`,
  );
  return `  ${name}:
    task: ${asked}
    data: {train: train.csv, evaluation: data/${name}-evaluation.csv, target: y${task.config}, id: id${grouped}}
    train: {run: node train.mjs ${name}, inputs: [train.mjs, which.txt], model: out/${name}.bin, predictions: out/${name}.csv}
    baseline: {trivial: false}
    drift: {train_evaluation: off}
    gates:
${gates.join('\n')}
`;
}

const TRAIN = `import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const [name] = process.argv.slice(2);
const which = readFileSync('which.txt', 'utf8').trim();
mkdirSync('out', { recursive: true });
copyFileSync(\`data/\${name}-\${which}.csv\`, \`out/\${name}.csv\`);
writeFileSync(\`out/\${name}.bin\`, \`\${name} \${which}\`);
`;

const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: top });

function commit(message) {
  git('add', '-A');
  git('commit', '-q', '--no-gpg-sign', '--no-verify', '-m', message);
}

function modelyard(...args) {
  const options = { cwd: top, encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
  if (status !== null && status <= 1) return stdout;
  throw new Error(`modelyard ${args.join(' ')} ended with ${status}: ${stderr.slice(-2000)}`);
}

const names = Array.from({ length: pairs }, (_, index) => `pair${index}`);
try {
  mkdirSync(join(top, 'data'));
  for (const name of names) writePair(name);
  const trained = Array.from(
    { length: 20 },
    (_, row) => `t${row},q${row},${row},${task.label(row / 10 - 1)}`,
  );
  const files = {
    'modelyard.yml': `version: 1\nmodels:\n${names.map(modelText).join('')}`,
    'train.mjs': TRAIN,
    'train.csv': `id,person,x,y\n${trained.join('\n')}\n`,
    'which.txt': 'first\n',
    '.gitignore': 'out/\n.modelyard/\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(top, name), text);
  git('init', '-q', '.');
  commit('first');
  for (const command of ['validate', 'train', 'evaluate']) modelyard(command);
  modelyard('release', '--forge', 'local');
  writeFileSync(join(top, 'which.txt'), 'second\n');
  commit('second');
  for (const command of ['validate', 'train', 'evaluate']) modelyard(command);
  report(
    names.map((name) => JSON.parse(readFileSync(join(top, '.modelyard', name, 'evaluate.json'), 'utf8'))),
  );
} finally {
  rmSync(top, { recursive: true, force: true });
}

function report(records) {
  const error = (196 * Math.sqrt((0.025 * 0.975) / pairs)).toFixed(1);
  console.log(
    `${pairs} pairs of ${rows} rows (${asked}), ${groupSize} to a group; 2.5 % of false alarms are to be expected, ± ${error}\n`,
  );
  console.log('| metric | said to be worse | said to be better | no verdict |\n|---|---:|---:|---:|');
  for (const metric of task.metrics) {
    const gates = records.flatMap((record) => record.gates.filter((gate) => gate.metric === metric));
    const count = (rule, verdict) =>
      gates.filter((gate) => gate.rule === rule && gate.verdict === verdict).length;
    const guarded = gates.filter(({ rule, outcome }) => rule === 'max_worse' && outcome === 'guarded').length;
    console.log(
      `| ${metric} | ${count('max_worse', 'fail')} | ${count('min_better', 'pass')} | ${guarded} |`,
    );
  }
}
