import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE, HOSTILE_TEXTS } from '../fixtures/hostile/hostile-text.ts';
import { liveParts } from '../fixtures/hostile/live-markdown.ts';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { readLog } from './log-commands.ts';
import { type PublishedAction, publishAction } from './published-action.ts';
import { resolveStubs } from './resolve-stubs.ts';
import { runWorkflow } from './run-workflow.ts';

let action: PublishedAction;
let folder: string;
let github: Github;
beforeAll(async () => {
  action = await publishAction();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-hostile-')));
  github = await startGithub({ owner: 'acme', repo: 'models' });
}, 60_000);
afterAll(async () => {
  await github.close();
  action.remove();
  rmSync(folder, { recursive: true });
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** What a column may be called in a CSV file: everything, but for line ends, which not every reader takes in a header. */
const COLUMNS = HOSTILE_TEXTS;
const CELL = `${HOSTILE} ${'x'.repeat(200_000)}`;

/** Rows whose label follows `x`; every other cell is hostile, one of them of 200 kB. */
function csv(prefix: string, shift: number): string {
  const header = ['id', 'x', 'y', ...COLUMNS];
  const rows = Array.from({ length: 120 }, (_, index) => {
    const x = (index * 37 + shift) % 101;
    const texts = COLUMNS.map((_, at) =>
      index === 3 && at === 0 ? CELL : (HOSTILE_TEXTS[(index * (at + 1) + shift) % 4] ?? ''),
    );
    return [`${prefix}${index}`, x, (x + ((index * 53) % 41)) % 120 > 60 ? 1 : 0, ...texts];
  });
  return [header, ...rows].map((row) => row.map((cell) => quoted(String(cell))).join(',')).join('\n');
}

const TRAINER = `
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
console.log(${JSON.stringify(HOSTILE)});
const ids = [...readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8').matchAll(/^"(e\\d+)","(\\d+)"/gm)];
mkdirSync('out', { recursive: true });
writeFileSync('out/p.csv', ['id,score', ...ids.map(([, id, x]) => id + ',' + (0.1 + 0.8 * Number(x) / 100)), ''].join('\\n'));
`;

/** Names that a file may have on Linux. */
const FILES = COLUMNS.map((name) => `in/${name.replaceAll('/', '⁄').replaceAll('\\', '')}`.slice(0, 120));

function contract(): string {
  const rule = (name: string) => ({
    name,
    logicalType: 'string',
    required: true,
    logicalTypeOptions: { maxLength: 5 },
  });
  const properties = ['id', 'x', 'y'].map((name) => ({ name })).concat(COLUMNS.map(rule));
  const table = { name: HOSTILE, physicalType: 'table', properties };
  return JSON.stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: HOSTILE,
    version: '1.0.0',
    status: 'active',
    schema: [table],
  });
}

interface Wanted {
  readonly name: string;
  readonly hasContract: boolean;
}

/** A repository in which every name, value and parameter is hostile; what follows `examples: values` shows them. */
function repository({ name, hasContract }: Wanted): { readonly path: string; readonly sha: string } {
  const path = join(folder, name);
  const model = {
    task: 'binary',
    examples: 'values',
    data: {
      train: 'train.csv',
      evaluation: 'evaluation.csv',
      target: 'y',
      positive: 1,
      id: 'id',
      ...(hasContract ? { contract: 'contract.yaml' } : {}),
    },
    train: { run: 'node train.mjs', predictions: 'out/p.csv', params: 'params.json' },
    evaluate: { metrics: ['roc_auc', 'log_loss'], slices: COLUMNS.map((column) => ({ column })) },
    gates: { roc_auc: { min: 0.999 } },
  };
  const files: Readonly<Record<string, string>> = {
    'modelyard.yml': JSON.stringify({ version: 1, models: { visits: model } }),
    'contract.yaml': contract(),
    'train.csv': csv('t', 0),
    'evaluation.csv': csv('e', 50),
    'train.mjs': TRAINER,
    'params.json': JSON.stringify(Object.fromEntries(HOSTILE_TEXTS.map((text) => [text, HOSTILE]))),
    '.gitignore': 'out/\n',
    ...Object.fromEntries(FILES.map((file) => [file, 'as it was'])),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: path,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=evil-@acme-|`</details>');
  git('add', '--all');
  git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', HOSTILE);
  // Not committed, so that the report names them.
  for (const file of FILES) writeFileSync(join(path, file), 'changed');
  return { path, sha: git('rev-parse', 'HEAD') };
}

async function judge(wanted: Wanted) {
  const { path, sha } = repository(wanted);
  const head = await github.commit({ branch: wanted.name, files: { a: wanted.name } });
  const number = await github.openPull({ head: wanted.name, title: HOSTILE, body: HOSTILE });
  const file = join(folder, `${wanted.name}.yml`);
  writeFileSync(
    file,
    JSON.stringify({
      on: ['pull_request'],
      jobs: { job: { steps: [{ uses: 'actions/checkout@v7' }, { uses: 'modelyard/modelyard@v0' }] } },
    }),
  );
  const pull = {
    number,
    title: HOSTILE,
    body: HOSTILE,
    head: { sha: head, ref: 'evil-@acme-|`</details>', repo: { full_name: 'acme/models' } },
    base: { sha, ref: 'main' },
  };
  const { job } = await runWorkflow({
    file,
    event: {
      name: 'pull_request',
      payload: { pull_request: pull, repository: { default_branch: 'main', private: true } },
    },
    github: {
      repository: 'acme/models',
      ref: `refs/pull/${number}/merge`,
      sha,
      head_ref: 'evil-@acme-|`</details>',
      run_id: '4711',
      run_attempt: '1',
      actor: 'ada',
      server_url: 'https://github.com',
    },
    token: () => github.token({ permissions: { contents: 'read', 'pull-requests': 'write' } }),
    variables: { MODELYARD_RUNTIME: action.runtime, GITHUB_API_URL: github.url },
    resolve: (uses) =>
      uses.startsWith('modelyard/modelyard')
        ? { folder: action.folder }
        : resolveStubs({
            'actions/checkout': ({ job }) => cpSync(path, job.workspace, { recursive: true }),
            'actions/upload-artifact': () => undefined,
          })(uses),
  });
  const comment = [...github.tables.comments.values()].find(({ issue }) => issue === number)?.body ?? '';
  return { job, comment, log: job?.trace.steps.map(({ output }) => output).join('\n') ?? '' };
}

describe('a check that finds what makes markup live', () => {
  it.each([
    '@acme/team',
    '</details>',
    '<b>x</b>',
    '<!-- modelyard key=visits -->\n\nmore',
    '[click](https://evil.example)',
    'fixes #12',
    'see GH-7',
    'https://evil.example',
    'a\u202Eb',
    '::error::x',
    '| a | b |\n| :- | :- |\n| a|b | c |',
  ])('%s', (text) => {
    expect(liveParts(`### fine\n\n${text}\n`)).not.toEqual([]);
  });
});

describe('hostile text in data, parameters, names and titles', { timeout: 120_000 }, () => {
  it.each([
    { name: 'broken', hasContract: true, says: /^### ⛔ visits: the data do not fit the contract/ },
    { name: 'judged', hasContract: false, says: /^### ⛔ visits must not be released/ },
  ])(
    '$name: comment, summary, annotations and log hold it, and it does nothing',
    async ({ says, ...wanted }) => {
      const { job, comment, log } = await judge(wanted);
      expect(log).toContain('comment created');
      expect(comment).toMatch(says);
      expect(liveParts(comment)).toEqual([]);
      expect(liveParts(job?.trace.summary ?? '')).toEqual([]);
      // It is there, to be seen.
      const seen = comment.replaceAll('&#8203;', '').replaceAll('\\', '');
      for (const text of ['@acme', '&lt;/details&gt;', 'a|b|c', '⟨U+202E⟩gnp.exe', 'add-mask'])
        expect(seen).toContain(text);
      expect(readLog(log).masks.filter((mask) => !mask.startsWith('ghs_'))).toEqual([]);
      for (const { message } of job?.trace.annotations ?? [])
        expect(message).not.toMatch(/[\u202E\u2066\u200F]/);
    },
  );
});
