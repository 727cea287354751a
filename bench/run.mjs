// npm run bench [name …]: start-up, validate and evaluate at a million rows, beside peers. Numbers are CPU first: wall time
// is only worth something on a machine that does nothing else.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROWS, SLOPES, writeBigProject } from './big-project.mjs';
import { installSizes } from './install-sizes.mjs';
import { measureNode, measureProgram, measureWhole } from './measure-child.mjs';
import { writeDriftProject, writeTallProject, writeWideProject } from './wide-project.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const MAIN = here('../dist/main.js');
const STARTS = 15;
const TALL_ROWS = Number(process.env.MODELYARD_BENCH_ROWS ?? 10_000_000);
/** Rows of the tables on which models are judged. */
const EVALUATED_ROWS = (process.env.MODELYARD_BENCH_EVALUATED ?? '100000,1000000,10000000')
  .split(',')
  .map(Number);
/** What the program takes by itself: the memory of a row is what more rows take above it, without the workers, which hold none. */
const FEW_ROWS = 1000;
const top = mkdtempSync(join(tmpdir(), 'modelyard-bench-'));
const rows = [];

/** A project in a git repository, as the commands want it. */
async function project(name, format, count = ROWS) {
  const folder = join(top, name);
  await writeBigProject(folder, format, count);
  return committed(folder);
}

function committed(folder) {
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
    });
  git('init', '-q', '.');
  git('add', '-A');
  git('commit', '-q', '--no-gpg-sign', '--no-verify', '-m', 'bench');
  return folder;
}

async function modelyard(command, cwd) {
  const ended = await measureNode([MAIN, ...command.split(' '), '--forge', 'local'], { cwd });
  if (ended.code > 1) throw new Error(`modelyard ${command}: ${ended.stderr}${ended.stdout}`);
  return ended;
}

function note(what, usage, peer = null) {
  rows.push({ what, ...usage, peer });
}

/** The example, committed: small enough that nothing but the start costs. */
function smallProject() {
  const folder = join(top, 'small');
  cpSync(here('../examples/quickstart'), folder, { recursive: true });
  return committed(folder);
}

async function median(args, options = {}) {
  const all = [];
  for (let index = 0; index < STARTS; index++) {
    const ended = await measureNode(args, options);
    if (ended.code !== 0) throw new Error(`${args.join(' ')}: ${ended.stderr}`);
    all.push(ended);
  }
  return all.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(STARTS / 2)];
}

const BENCHMARKS = {
  async start() {
    const bare = await median(['-e', '0']);
    note('modelyard --version', await median([MAIN, '--version']), bare);
    const status = [MAIN, 'status', '--forge', 'local'];
    note('status, a stage without add-ons', await median(status, { cwd: smallProject() }), bare);
    note('  peer: node -e 0', bare);
  },
  async validate() {
    for (const format of ['parquet', 'csv']) {
      const folder = await project(`validate-${format}`, format);
      const bare = await measureNode([here('bare-query.mjs'), join(folder, `big.${format}`)]);
      if (bare.code !== 0) throw new Error(bare.stderr);
      note(`validate, ${format}`, await modelyard('validate', folder), bare);
      note('  peer: one DuckDB query', bare);
    }
  },
  async rules() {
    const folder = join(top, 'rules');
    await writeTallProject(folder, { rows: TALL_ROWS, format: 'parquet' });
    committed(folder);
    const file = join(folder, 'big.parquet');
    const bare = await measureNode([here('tall-query.mjs'), file]);
    if (bare.code !== 0) throw new Error(bare.stderr);
    note('validate --checks contract, 17 rules', await modelyard('validate --checks contract', folder), bare);
    note('validate, all checks', await modelyard('validate', folder), bare);
    note('  peer: one DuckDB query, by hand', bare);
    for (const peer of PEERS) await rulesOfPeer(peer, { folder, bare });
  },
  async wide() {
    for (const format of ['parquet', 'csv']) {
      const folder = join(top, `wide-${format}`);
      await writeWideProject(folder, { rows: 20_000, columns: 5_000, format });
      committed(folder);
      const what = `validate, 20,000 × 5,000, ${format}`;
      note(`${what}, built-in checks`, await modelyard('validate --checks roles', folder));
      note(`${what}, all checks`, await modelyard('validate', folder));
      rmSync(folder, { recursive: true, force: true });
    }
  },
  async sizes() {
    for (const { what, packages, megabytes } of installSizes(process.env.MODELYARD_BENCH_PEERS))
      console.log(
        `${what.padEnd(48)} ${String(packages).padStart(4)} packages ${megabytes.toFixed(0).padStart(6)} MB`,
      );
  },
  async drift() {
    const folder = join(top, 'drift');
    await writeDriftProject(folder, { rows: ROWS });
    committed(folder);
    const ours = await modelyard('validate --checks drift', folder);
    const peers = [];
    for (const peer of DRIFT_PEERS) peers.push({ ...peer, ended: await driftOfPeer(peer, folder) });
    const first = peers.find(({ ended }) => ended !== null);
    note(
      `validate --checks drift${first === undefined ? '' : `, beside ${first.environment}`}`,
      ours,
      first?.ended,
    );
    for (const { environment, ended } of peers)
      if (ended !== null)
        note(`  peer: ${environment}, ${ended.stdout.trim().split('\n').at(-1)} columns drifted`, ended);
  },
  async evaluate() {
    let base = null;
    for (const count of [FEW_ROWS, ...EVALUATED_ROWS]) {
      const many = count.toLocaleString('en');
      const folder = await project(`evaluate-${count}`, 'parquet', count);
      await modelyard('train', folder);
      const peer = count === FEW_ROWS ? null : await scikitLearn(join(folder, 'big.parquet'));
      const usage = await modelyard('evaluate', folder);
      const what = `evaluate, two models, ${many} rows`;
      base ??= usage;
      if (count === FEW_ROWS) {
        note(what, usage);
        continue;
      }
      const bytesPerRow = (usage.ownPeakBytes - base.ownPeakBytes) / (count - FEW_ROWS);
      note(what, { ...usage, bytesPerRow }, peer);
      if (peer !== null) note(`  peer: scikit-learn ${peer.version}`, peer);
      await statistics(count, peer);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The five metrics of two models with their paired intervals, from scores in memory, beside scikit-learn's points. */
async function statistics(count, peer) {
  const ended = await measureNode([here('metric-speed.mjs'), String(count), 'json']);
  if (ended.code !== 0) throw new Error(ended.stderr);
  const points =
    peer === null
      ? null
      : { cpuSeconds: peer.pointsCpuSeconds, wallSeconds: Number.NaN, peakBytes: Number.NaN };
  note('  its statistics alone, with intervals', { ...ended, ...JSON.parse(ended.stdout) }, points);
  if (points !== null) note('  peer: its points alone', points);
}

/** Tools that check the same seventeen rules, each in a Python environment of its own below MODELYARD_BENCH_PEERS. */
const PEERS = [
  { environment: 'pandera-polars', script: 'pandera_polars.py' },
  { environment: 'pandera-pandas', script: 'pandera_pandas.py' },
  { environment: 'soda', script: 'soda_duckdb.py' },
  { environment: 'great-expectations', script: 'great_expectations_pandas.py' },
  { environment: 'datacontract', script: 'datacontract_cli.py' },
];

/** Tools that compare two tables; without the column of a text in each row, which one of them does not end with. */
const DRIFT_PEERS = [
  { environment: 'evidently', script: 'evidently_drift.py' },
  { environment: 'nannyml', script: 'nannyml_drift.py' },
  { environment: 'alibi-detect', script: 'alibi_detect_drift.py' },
];
const DRIFT_COLUMNS = ['f0', 'f1', 'f2', 'age', 'n', 'plan', 'site', 'flag'];

async function driftOfPeer({ environment, script }, folder) {
  const program = pythonOf(environment);
  if (program === null) return null;
  const files = ['before.parquet', 'now.parquet'].map((name) => join(folder, name));
  const args = [here(`peers/${script}`), ...files, ...DRIFT_COLUMNS];
  const ended = await measureWhole({ program, args, cwd: folder });
  if (ended.code === 0) return ended;
  console.log(`${environment} failed: ${ended.stderr.slice(-400)}`);
  return null;
}

/** Python of a peer's environment; null, said aloud, where there is none. */
function pythonOf(environment) {
  const program = join(process.env.MODELYARD_BENCH_PEERS ?? '', environment, 'bin', 'python');
  if (process.env.MODELYARD_BENCH_PEERS !== undefined && existsSync(program)) return program;
  console.log(`${environment} runs only with MODELYARD_BENCH_PEERS: see docs/benchmarks.md.`);
  return null;
}

/** What a peer takes, and how many findings it has where ten faults are planted. */
async function rulesOfPeer({ environment, script }, { folder, bare }) {
  const program = pythonOf(environment);
  if (program === null) return;
  const run = (file) => {
    const args = [here(`peers/${script}`), join(folder, file), join(folder, 'contract.yaml')];
    return measureWhole({ program, args, cwd: folder });
  };
  const faulty = await run('faulty.parquet');
  const ended = await run('big.parquet');
  const problem = [faulty, ended].find(({ code }) => code !== 0);
  if (problem !== undefined) {
    console.log(`${environment} failed: ${problem.stderr.slice(-400)}`);
    return;
  }
  const found = faulty.stdout.trim().split('\n').at(-1);
  note(`  peer: ${environment}, ${found} findings`, ended, bare);
}

async function scikitLearn(file) {
  const program = process.env.MODELYARD_BENCH_PYTHON;
  if (program === undefined) {
    console.log('MODELYARD_BENCH_PYTHON is not set: evaluate runs without its peer, scikit-learn.');
    return null;
  }
  const args = [here('sklearn_metrics.py'), file, JSON.stringify(SLOPES)];
  const { code, wallSeconds, stdout, stderr } = await measureProgram({ program, args });
  if (code !== 0) throw new Error(stderr);
  return { wallSeconds, ...JSON.parse(stdout) };
}

function table() {
  const ratio = (value, peer) => (Number.isFinite(value / peer) ? `${(value / peer).toFixed(1)} ×` : '');
  const head = ['', 'CPU s', 'of peer', 'wall s', 'peak MB', 'of peer', 'bytes a row', 'longest block ms'];
  const whole = (value) => (Number.isFinite(value) ? value.toFixed(0) : '');
  const body = rows.map(({ what, cpuSeconds, wallSeconds, peakBytes, peer, bytesPerRow, longestBlockMs }) => [
    what,
    cpuSeconds.toFixed(2),
    ratio(cpuSeconds, peer?.cpuSeconds),
    Number.isFinite(wallSeconds) ? wallSeconds.toFixed(2) : '',
    whole(peakBytes / 1e6),
    ratio(peakBytes, peer?.peakBytes),
    whole(bytesPerRow),
    whole(longestBlockMs),
  ]);
  const width = (column) => Math.max(...[head, ...body].map((row) => row[column].length));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(width(0)) : cell.padStart(width(column))))
      .join('  ');
  return [head, ...body].map(line).join('\n');
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in BENCHMARKS));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}, ${ROWS.toLocaleString('en')} rows`,
);
try {
  for (const name of asked.length === 0 ? Object.keys(BENCHMARKS) : asked) await BENCHMARKS[name]();
  if (rows.length > 0) console.log(table());
} finally {
  rmSync(top, { recursive: true, force: true });
}
