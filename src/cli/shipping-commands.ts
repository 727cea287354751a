import type { CommandDefinition, OptionDefinition } from './command-definition.ts';

const ENVIRONMENT: OptionDefinition = {
  name: 'environment',
  type: 'string',
  value: 'name',
  summary: 'environment of modelyard.yml',
};

const REASON: OptionDefinition = {
  name: 'reason',
  type: 'string',
  value: 'text',
  summary: 'why, for the history',
};

/** Commands from the merge to what is live, and what they left. */
export const SHIPPING_COMMANDS: readonly CommandDefinition[] = [
  {
    name: 'accept',
    summary: 'after the merge: the reviewed candidate, proven to be that and judged again',
    options: [
      {
        name: 'archive',
        type: 'string',
        value: 'file',
        repeatable: true,
        summary: 'records and candidate as a check packed them (modelyard-<model>-check-….tar)',
      },
      {
        name: 'workflow',
        type: 'string',
        value: 'file',
        summary: 'on GitHub: the workflow that judged the pull request, when it is not the one that runs',
      },
      {
        name: 'retrain',
        type: 'boolean',
        summary: 'train again on what is checked out, whatever was reviewed or released: for fresh data',
      },
    ],
    examples: [
      'modelyard accept --archive modelyard-churn-check-60c9874d9d11-1.tar',
      'modelyard accept --retrain --model churn',
    ],
    load: () => import('./commands/accept.ts'),
  },
  {
    name: 'release',
    summary: 'tag the judged candidate with everything that proves it',
    options: [
      {
        name: 'bump',
        type: 'string',
        value: 'major|minor|patch',
        summary: 'instead of what the change suggests',
      },
      { name: 'version', type: 'string', value: 'version', summary: 'this version' },
    ],
    examples: ['modelyard release', 'modelyard release --bump minor --dry-run'],
    changesTheWorld: true,
    load: () => import('./commands/release.ts'),
  },
  {
    name: 'deploy',
    summary: 'put the newest release of each model into an environment, or the one that is named',
    argument: '[version]',
    options: [
      ENVIRONMENT,
      {
        name: 'released',
        type: 'string',
        value: 'tag',
        summary:
          'the release that this run made, or several with commas: they alone, and never below what was deployed before',
      },
      REASON,
    ],
    examples: [
      'modelyard deploy --environment staging',
      'modelyard deploy churn@v1.2.0 --environment production --reason "asked for by support"',
    ],
    changesTheWorld: true,
    load: () => import('./commands/deploy.ts'),
  },
  {
    name: 'rollback',
    summary: 'go back to an older release, without training',
    options: [
      ENVIRONMENT,
      { name: 'to', type: 'string', value: 'version', summary: 'instead of the one that was live before' },
      REASON,
    ],
    examples: [
      'modelyard rollback --environment production',
      'modelyard rollback --environment production --to 1.1.0 --reason "wrong scores"',
    ],
    changesTheWorld: true,
    load: () => import('./commands/rollback.ts'),
  },
  {
    name: 'history',
    summary: 'what was live when, by whom and why',
    options: [
      ENVIRONMENT,
      { name: 'at', type: 'string', value: 'time', summary: 'what was live at one moment (UTC)' },
    ],
    examples: [
      'modelyard history --environment production',
      'modelyard history --environment production --at 2026-05-01T12:00:00Z',
    ],
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'status',
    summary: 'newest release, what is live where, the open candidate',
    options: [],
    examples: ['modelyard status', 'modelyard status --model churn --json'],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'verify',
    summary: 're-check a release from its tag to its bytes, offline',
    argument: '<tag>',
    options: [],
    examples: ['modelyard verify churn@v1.2.0'],
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'monitor',
    summary: 'hold new data against the released model’s profile',
    options: [{ name: 'data', type: 'string', value: 'files', summary: 'instead of monitor.data' }],
    examples: ['modelyard monitor', 'modelyard monitor --data "logs/*.parquet"'],
    load: () => import('./commands/monitor.ts'),
  },
];
