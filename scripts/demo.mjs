// Plays the whole story on the quickstart example, in a temporary git repository, with the real commands.
// Every command's exit code is compared with what the story says: the demo fails when the product does.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const main = join(project, 'dist', 'main.js');
const folder = join(mkdtempSync(join(tmpdir(), 'modelyard-demo-')), 'visits');
const startedAt = Date.now();
const useColour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const bold = (text) => (useColour ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text) => (useColour ? `\u001b[2m${text}\u001b[0m` : text);

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

function chapter(title, text) {
  console.log(`\n${bold(`── ${title}`)}\n${text}\n`);
}

function show(command) {
  console.log(dim(`$ ${command}`));
}

function execute(program, args, stdio) {
  const result = spawnSync(program, args, {
    cwd: folder,
    stdio,
    env: { ...process.env, ...IDENTITY },
    encoding: 'utf8',
  });
  if (result.error !== undefined) throw result.error;
  return result;
}

function git(...args) {
  const { status, stderr } = execute('git', ['-c', 'init.defaultBranch=main', ...args], 'pipe');
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
}

function modelyard(commandLine, expectedExitCode) {
  show(`modelyard ${commandLine}`);
  const { status } = execute(process.execPath, [main, ...commandLine.split(' ')], 'inherit');
  if (status !== expectedExitCode) {
    throw new Error(`modelyard ${commandLine} ended with ${status}; the story expects ${expectedExitCode}`);
  }
  if (expectedExitCode !== 0) console.log(dim(`(exit code ${status})`));
}

function commit(message) {
  show(`git commit -am "${message}"`);
  git('commit', '-q', '-a', '-m', message);
}

function setParams(params) {
  writeFileSync(join(folder, 'params.json'), `${JSON.stringify(params, null, 2)}\n`);
  console.log(dim(`# params.json: ${JSON.stringify(params)}`));
}

/** Ages of −4 and 350 in three rows, as a broken export would write them. */
function breakData() {
  const path = join(folder, 'data', 'train.csv');
  const lines = readFileSync(path, 'utf8').split('\n');
  const age = lines[0].split(',').indexOf('age');
  for (const [row, value] of [
    [17, '-4'],
    [912, '350'],
    [4711, '350'],
  ]) {
    const cells = lines[row].split(',');
    cells[age] = value;
    lines[row] = cells.join(',');
  }
  writeFileSync(path, lines.join('\n'));
  console.log(dim('# data/train.csv: three ages are now −4, 350, 350'));
}

if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build`);
cpSync(join(project, 'examples', 'quickstart'), folder, {
  recursive: true,
  filter: (path) => !/[\\/](\.modelyard|out|deployed)$/.test(path),
});
git('init', '-q', '.');
git('add', '-A');
git('commit', '-q', '-m', 'the quickstart example');

console.log(bold('Modelyard demo: will this person see a physician this year?'));
console.log(`Real data (RAND Health Insurance Experiment), a real git repository: ${folder}`);

chapter(
  '1. The first model',
  'Logistic regression. There is no release yet, so only the absolute gates can be asked.',
);
modelyard('run', 0);
modelyard('release', 0);
modelyard('deploy --environment staging', 0);
modelyard('deploy --environment production', 0);

chapter(
  '2. A better candidate',
  'Boosted trees. The report compares both models on the same rows, with intervals.',
);
setParams({ algorithm: 'boosting', rounds: 150, depth: 3, learningRate: 0.1, minRows: 20 });
commit('boosted trees');
modelyard('run', 0);
modelyard('report', 0);
modelyard('release', 0);
modelyard('deploy --environment staging', 0);
modelyard('deploy --environment production', 0);

chapter('3. A worse candidate', 'Three rounds instead of 150. It is refused, and the reason is said.');
setParams({ algorithm: 'boosting', rounds: 3, depth: 3, learningRate: 0.1, minRows: 20 });
commit('fewer rounds, faster training');
modelyard('run', 1);
modelyard('explain --gate roc_auc', 0);
modelyard('release', 1);
git('revert', '--no-edit', 'HEAD');

chapter('4. Broken data', 'Nothing is trained on data that break their contract.');
breakData();
modelyard('run', 1);
git('checkout', '-q', '--', 'data/train.csv');

chapter('5. Later years arrive', 'Study years 4 and 5 were observed at some sites only: a real shift.');
modelyard('monitor', 1);

chapter('6. Back to the model before', 'One command, no training: a new deployment of an older release.');
modelyard('rollback --environment production', 0);
modelyard('status', 0);
modelyard('history --environment production', 0);

chapter('7. Proof', 'The chain tag → record → digests → files, checked offline.');
modelyard('verify visits@v1.1.0', 0);

const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
console.log(`\n${bold(`Done in ${seconds} s.`)} Look at:
  ${join(folder, '.modelyard', 'visits', 'report.md')}   the last report, as a reviewer would read it
  ${join(folder, '.modelyard', 'visits')}   records: what each stage read, did and decided
  ${join(folder, '.git', 'modelyard', 'releases')}   the releases: model, records, model card, SHA256SUMS
  ${join(folder, 'deployed', 'production', 'visits')}   what production serves
  git -C ${folder} tag -n9   the tags;  git -C ${folder} show modelyard-log:log.jsonl   the log`);
