// Plays the whole story on the quickstart example, in a temporary git repository, with the real commands.
// Every command's exit code is compared with what the story says: the demo fails when the product does.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const main = join(project, 'dist', 'main.js');
const top = mkdtempSync(join(realpathSync(tmpdir()), 'modelyard-demo-'));
const folder = join(top, 'visits');
const startedAt = Date.now();

const useColour = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
const bold = (text) => (useColour ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text) => (useColour ? `\u001b[2m${text}\u001b[0m` : text);

/** The story is the same for everybody: no settings of the user's git, no repository or CI system around it. */
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GIT_.*|GITHUB_.*|RUNNER_.*|MODELYARD_.*|CI)$/.test(name),
    ),
  ),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

let running = null;
let interruptedBy = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interruptedBy ??= signal;
    running?.kill(signal);
  });
}

/** Runs a program to its end. Detached: Ctrl-C reaches it once, from here, and not a second time from the terminal. */
function execute(program, args, output) {
  return new Promise((resolve, reject) => {
    const text = [];
    const child = spawn(program, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', output, output],
      detached: process.platform !== 'win32',
    });
    running = child;
    child.stdout?.on('data', (chunk) => text.push(chunk));
    child.stderr?.on('data', (chunk) => text.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      running = null;
      if (interruptedBy !== null) stopped();
      resolve({ code, text: Buffer.concat(text).toString('utf8') });
    });
  });
}

function stopped() {
  console.error(`\nThe demo was interrupted. Its repository: ${folder}`);
  process.exit({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[interruptedBy]);
}

async function git(...args) {
  const { code, text } = await execute('git', args, 'pipe');
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${text}`);
}

async function modelyard(commandLine, expectedExitCode = 0) {
  console.log(dim(`$ modelyard ${commandLine}`));
  const { code } = await execute(process.execPath, [main, ...commandLine.split(' ')], 'inherit');
  if (code !== expectedExitCode)
    throw new Error(`modelyard ${commandLine} ended with ${code}; the story expects ${expectedExitCode}`);
  if (code !== 0) console.log(dim(`(exit code ${code})`));
}

/** Keeps a report beside the repository and shows what a reviewer sees before unfolding anything. */
async function showReport(name, expectedExitCode = 0) {
  await modelyard(`report --output ../${name}`, expectedExitCode);
  const [visible] = readFileSync(join(top, name), 'utf8').split('\n<details>');
  for (const line of visible.trimEnd().split('\n').flatMap(wrapped))
    console.log(`  │ ${line.trimEnd()}`.trimEnd());
}

/** Long sentences as a terminal can show them; tables stay as they are. */
function wrapped(line) {
  return line.startsWith('|') ? [line] : (line.match(/.{1,104}(?:\s|$)|\S+/gu) ?? ['']);
}

function chapter(title, text) {
  console.log(`\n${bold(`── ${title}`)}\n${text}\n`);
}

async function commitParams(params, message) {
  writeFileSync(join(folder, 'params.json'), `${JSON.stringify(params, null, 2)}\n`);
  console.log(dim(`# params.json is now ${JSON.stringify(params)}`));
  console.log(dim(`$ git commit -am "${message}"`));
  await git('commit', '-q', '-a', '-m', message);
}

/** Ages of −4 and 350 in three rows, as a broken export would write them. */
function breakData() {
  const path = join(folder, 'data', 'train.csv');
  const lines = readFileSync(path, 'utf8').split('\n');
  const age = lines[0].split(',').indexOf('age');
  for (const [row, value] of Object.entries({ 17: '-4', 912: '350', 4711: '350' })) {
    lines[row] = lines[row].split(',').with(age, value).join(',');
  }
  writeFileSync(path, lines.join('\n'));
  console.log(dim('# data/train.csv: three ages are now −4, 350 and 350'));
}

async function story() {
  cpSync(join(project, 'examples', 'quickstart'), folder, {
    recursive: true,
    filter: (path) => !/[\\/](\.modelyard|out|deployed)$/.test(path),
  });
  await git('init', '-q', '.');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'the quickstart example');
  console.log(bold('Modelyard demo: will this person see a physician this year?'));
  console.log('Real data: RAND Health Insurance Experiment, 1,425 persons held out to judge the models.');
  console.log(`A real git repository: ${folder}`);
  console.log('Lines with $ are the commands as you would type them; the lines below are what they print.');

  chapter(
    '1. The first model',
    'Logistic regression. `run` validates the data, trains, evaluates and reports. Nothing is released yet, so\nonly the gates that need no comparison are asked. A release is a git tag with the model and its records.',
  );
  await modelyard('run');
  await modelyard('release');
  await modelyard('deploy --environment staging');
  await modelyard('deploy --environment production');

  chapter(
    '2. A better candidate',
    'Boosted trees. Both models are run on the same rows. The report is what a reviewer reads: first the verdict,\nthen each gate with the difference and its 95 % interval.',
  );
  const boosting = { algorithm: 'boosting', rounds: 150, depth: 3, learningRate: 0.1, minRows: 20 };
  await commitParams(boosting, 'boosted trees');
  await modelyard('run');
  await showReport('report-2-better.md');
  await modelyard('release');
  await modelyard('deploy --environment staging');
  await modelyard('deploy --environment production');

  chapter(
    '3. A worse candidate',
    'Three rounds of boosting, not 150. It is refused, and the reason is said.',
  );
  await commitParams({ ...boosting, rounds: 3 }, 'fewer rounds, faster training');
  await modelyard('run', 1);
  await showReport('report-3-worse.md', 1);
  await modelyard('release', 1);
  console.log(dim('$ git revert --no-edit HEAD'));
  await git('revert', '--no-edit', 'HEAD');

  chapter(
    '4. Broken data',
    'Nothing is trained on data that break their contract, data/visits.contract.yaml.',
  );
  breakData();
  await modelyard('run', 1);
  await showReport('report-4-broken-data.md', 1);
  console.log(dim('$ git checkout data/train.csv'));
  await git('checkout', '-q', '--', 'data/train.csv');

  chapter(
    '5. Later years arrive',
    'Study years 4 and 5 were observed at some sites only. An alarm needs a large difference, a significant one and\nenough rows; that one person has several rows is taken into account.',
  );
  await modelyard('monitor', 1);

  chapter(
    '6. Back to the model before',
    'No training: a new deployment of an older release, recorded like any other.',
  );
  await modelyard('rollback --environment production');
  await modelyard('status');
  await modelyard('history --environment production');

  chapter(
    '7. Proof',
    'From the tag to the bytes of the model, offline. Change one byte and see which link breaks.',
  );
  await modelyard('verify visits@v1.1.0');
}

function lookAt() {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  const shown = [
    ['report-2-better.md', 'the report of the better candidate, whole'],
    ['report-3-worse.md', 'the report of the refused one'],
    ['visits/.git/modelyard/releases/visits@v1.1.0/', 'a release: model, records, model card, SHA256SUMS'],
    ['visits/deployed/production/visits/current/', 'what production serves'],
    ['visits/.modelyard/visits/', 'the newest record of each stage, as JSON'],
    ['visits/modelyard.yml', 'all that was configured'],
  ];
  const width = Math.max(...shown.map(([path]) => path.length));
  console.log(`\n${bold(`Done in ${seconds} s.`)} Look at, below ${top}:`);
  for (const [path, text] of shown) console.log(`  ${path.padEnd(width)}  ${text}`);
  console.log(`and, in ${relative(top, folder)}/:`);
  console.log('  git tag -n99                        what each tag says');
  console.log('  git show modelyard-log:log.jsonl    every deployment, each line chained to the one before');
}

if (!existsSync(main)) {
  console.error(`${main} is missing: run npm run build`);
  process.exit(2);
}
try {
  await story();
  lookAt();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\nThe repository of the demo: ${folder}`);
  process.exitCode = 1;
}
