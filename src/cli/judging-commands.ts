import type { CommandDefinition, OptionDefinition } from './command-definition.ts';
import { INIT_OPTIONS } from './init-options.ts';

const FORCE: OptionDefinition = {
  name: 'force',
  type: 'boolean',
  summary: 'train even when a candidate with the same inputs exists',
};

const CHANGED_SINCE: OptionDefinition = {
  name: 'changed-since',
  type: 'string',
  value: 'ref',
  summary: 'only models whose inputs changed since a git ref',
};

const BASE: OptionDefinition = {
  name: 'base',
  type: 'string',
  value: 'ref',
  summary: 'judge by the rules of this git ref, too; on a pull request: its base',
};

const PACK: OptionDefinition = {
  name: 'pack',
  type: 'string',
  value: 'folder',
  summary: 'write records and candidate there as one archive, for accept --archive after the merge',
};

/** Commands that judge what is here. */
export const JUDGING_COMMANDS: readonly CommandDefinition[] = [
  {
    name: 'init',
    summary: 'write modelyard.yml and the workflow for the repository that is here',
    options: INIT_OPTIONS,
    examples: [
      'modelyard init',
      'modelyard init --target churned --id customer_id --dry-run',
      'modelyard init --run "python train.py" --model-file out/churn.onnx --no-workflow',
    ],
    isBeginning: true,
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'run',
    summary: 'validate, train, evaluate and report',
    options: [FORCE, CHANGED_SINCE, BASE, PACK],
    examples: ['modelyard run', 'modelyard run --changed-since origin/main --json'],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'plan',
    summary: 'which models have to be judged since a git ref, for a matrix of jobs',
    options: [
      {
        ...CHANGED_SINCE,
        summary: 'the git ref to compare with; on a pull request and in a merge queue: its base',
      },
    ],
    examples: ['modelyard plan --changed-since origin/main', 'modelyard plan --changed-since HEAD~1 --json'],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'validate',
    summary: 'check the data against the contract',
    options: [
      {
        ...BASE,
        summary: 'hold the training data against those of this git ref; on a pull request: its base',
      },
      {
        name: 'checks',
        type: 'string',
        value: 'names',
        repeatable: true,
        summary:
          'only these, separated by commas: contract, roles, overlap, drift, or names of checks; leaves no record for later stages',
      },
    ],
    examples: ['modelyard validate', 'modelyard validate --checks contract,overlap,label_leak'],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'contract',
    summary:
      'a first contract from data, one as the standard writes it, one from another schema, or what a change breaks',
    argument: '<infer|show|import|diff> [files]',
    mostArguments: 51,
    options: [
      { name: 'output', type: 'string', value: 'file', summary: 'write there, not to stdout' },
      { name: 'force', type: 'boolean', summary: 'write over a file that is there' },
      { name: 'odcs', type: 'boolean', summary: 'infer: in the form of the standard, not the short one' },
      {
        name: 'from',
        type: 'string',
        value: 'table-schema|json-schema|tfdv',
        summary: 'import: what the file is, where it does not say so',
      },
    ],
    examples: [
      'modelyard contract infer --output data/churn.contract.yaml',
      'modelyard contract infer data/train.parquet --odcs',
      'modelyard contract show',
      'modelyard contract import schema.pbtxt --output data/churn.contract.yaml',
      'modelyard contract diff origin/main',
      'modelyard contract diff old.yaml new.yaml --json',
    ],
    isBeginning: true,
    readsConfig: true,
    load: () => import('./commands/contract.ts'),
  },
  {
    name: 'train',
    summary: 'train a candidate, or take the one with the same inputs',
    options: [FORCE],
    examples: ['modelyard train', 'modelyard train --force'],
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'evaluate',
    summary: 'judge the candidate beside the baseline',
    options: [
      BASE,
      {
        name: 'reproduce',
        type: 'boolean',
        summary: 'train once more in a clean copy and say whether the same model comes out',
      },
    ],
    examples: ['modelyard evaluate', 'modelyard evaluate --json', 'modelyard evaluate --reproduce'],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'report',
    summary: 'the verdict and its reasons as Markdown',
    options: [
      { name: 'output', type: 'string', value: 'file', summary: 'write the Markdown there, not to stdout' },
    ],
    examples: ['modelyard report', 'modelyard report --output report.md'],
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'explain',
    summary: 'what each gate asked, saw and means, and what to do',
    options: [{ name: 'gate', type: 'string', value: 'metric', summary: 'one metric only' }],
    examples: ['modelyard explain', 'modelyard explain --gate roc_auc'],
    load: () => import('./commands/explain.ts'),
  },
];
