// npm run bench [name …]: start-up, validate and evaluate at a million rows, beside peers. Numbers are CPU first: wall time
// is only worth something on a machine that does nothing else.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROWS, SLOPES, writeBigProject } from './big-project.mjs';
import { measureNode, measureProgram } from './measure-child.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const MAIN = here('../dist/main.js');
const STARTS = 15;
const top = mkdtempSync(join(tmpdir(), 'modelyard-bench-'));
const rows = [];

/** A project in a git repository, as the commands want it. */
async function project(name, format) {
  const folder = join(top, name);
  await writeBigProject(folder, format);
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
  if (ended.code !== 0) throw new Error(`modelyard ${command}: ${ended.stderr}${ended.stdout}`);
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
  async evaluate() {
    const folder = await project('evaluate', 'parquet');
    await modelyard('train', folder);
    const peer = await scikitLearn(join(folder, 'big.parquet'));
    note('evaluate, two models', await modelyard('evaluate', folder), peer);
    if (peer !== null) note(`  peer: scikit-learn ${peer.version}`, peer);
  },
};

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
  const ratio = (value, peer) => (peer === undefined ? '' : `${(value / peer).toFixed(1)} ×`);
  const head = ['', 'CPU s', 'of peer', 'wall s', 'peak MB', 'of peer'];
  const body = rows.map(({ what, cpuSeconds, wallSeconds, peakBytes, peer }) => [
    what,
    cpuSeconds.toFixed(2),
    ratio(cpuSeconds, peer?.cpuSeconds),
    wallSeconds.toFixed(2),
    (peakBytes / 1e6).toFixed(0),
    ratio(peakBytes, peer?.peakBytes),
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
  console.log(table());
} finally {
  rmSync(top, { recursive: true, force: true });
}
