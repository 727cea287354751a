export interface OptionDefinition {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  /** How the value is called in help; flags have none. */
  readonly value?: string;
  readonly summary: string;
}

export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments, as help shows them. */
  readonly argument?: string;
  readonly options: readonly OptionDefinition[];
  readonly example: string;
  /** Moves refs, releases or deployments: needs a forge that is meant. */
  readonly changesTheWorld?: boolean;
}

export const GLOBAL_OPTIONS: readonly OptionDefinition[] = [
  { name: 'config', type: 'string', value: 'file', summary: 'modelyard.yml, when it is not here or above' },
  { name: 'model', type: 'string', value: 'names', summary: 'one or several models, separated by commas' },
  { name: 'json', type: 'boolean', summary: 'print the record on stdout and nothing else' },
  { name: 'dry-run', type: 'boolean', summary: 'say what would change and change nothing' },
  {
    name: 'forge',
    type: 'string',
    value: 'local|github',
    summary: 'where releases and deployments are recorded',
  },
  { name: 'help', type: 'boolean', summary: 'this text' },
];

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
const FORCE: OptionDefinition = {
  name: 'force',
  type: 'boolean',
  summary: 'train even when a candidate with the same inputs exists',
};

export const COMMANDS: readonly CommandDefinition[] = [
  {
    name: 'run',
    summary: 'validate, train, evaluate and report',
    options: [
      FORCE,
      {
        name: 'changed-since',
        type: 'string',
        value: 'ref',
        summary: 'only models whose inputs changed since a git ref',
      },
    ],
    example: 'modelyard run --changed-since origin/main',
  },
  {
    name: 'validate',
    summary: 'check the data against the contract',
    options: [],
    example: 'modelyard validate --model churn',
  },
  {
    name: 'train',
    summary: 'train a candidate, or take the one with the same inputs',
    options: [FORCE],
    example: 'modelyard train --force',
  },
  {
    name: 'evaluate',
    summary: 'judge the candidate beside the baseline',
    options: [],
    example: 'modelyard evaluate --json',
  },
  {
    name: 'report',
    summary: 'the verdict and its reasons as Markdown',
    options: [{ name: 'output', type: 'string', value: 'file', summary: 'write the Markdown there' }],
    example: 'modelyard report --output report.md',
  },
  {
    name: 'explain',
    summary: 'what each gate asked, saw and means, and what to do',
    options: [{ name: 'gate', type: 'string', value: 'metric', summary: 'one metric only' }],
    example: 'modelyard explain --gate roc_auc',
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
    example: 'modelyard release --bump minor',
    changesTheWorld: true,
  },
  {
    name: 'deploy',
    summary: 'put a release into an environment',
    argument: '[version]',
    options: [ENVIRONMENT, REASON],
    example: 'modelyard deploy --environment staging',
    changesTheWorld: true,
  },
  {
    name: 'rollback',
    summary: 'go back to an older release, without training',
    options: [
      ENVIRONMENT,
      { name: 'to', type: 'string', value: 'version', summary: 'instead of the one that was live before' },
      REASON,
    ],
    example: 'modelyard rollback --environment production',
    changesTheWorld: true,
  },
  {
    name: 'history',
    summary: 'what was live when, by whom and why',
    options: [
      ENVIRONMENT,
      { name: 'at', type: 'string', value: 'time', summary: 'what was live at one moment' },
    ],
    example: 'modelyard history --environment production --at 2026-05-01',
  },
  {
    name: 'status',
    summary: 'newest release, what is live where, the open candidate',
    options: [],
    example: 'modelyard status',
  },
  {
    name: 'verify',
    summary: 're-check a release from its tag to its bytes, offline',
    argument: '<tag>',
    options: [],
    example: 'modelyard verify churn@v1.2.0',
  },
  {
    name: 'monitor',
    summary: 'hold new data against the released model’s profile',
    options: [{ name: 'data', type: 'string', value: 'files', summary: 'instead of monitor.data' }],
    example: 'modelyard monitor --data "logs/*.parquet"',
  },
];

/** Known, and not there yet. */
export const LATER_COMMANDS: readonly string[] = [
  'init',
  'plan',
  'accept',
  'contract',
  'experiments',
  'dashboard',
  'scorecard',
];

export function findCommand(name: string): CommandDefinition | null {
  return COMMANDS.find((command) => command.name === name) ?? null;
}

export function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const commands = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'modelyard <command> [options]',
    '',
    'From data to a released, deployed and watched model, with a verdict that says why.',
    '',
    'Commands',
    ...commands,
    '',
    'Options of every command',
    ...GLOBAL_OPTIONS.map(optionLine),
    '',
    'Exit codes  0 pass · 1 a verdict said no or cannot tell, or training failed · 2 bad usage, config or input',
    '            3 something outside failed · 70 a bug of ours · 130 interrupted',
    '',
    'modelyard <command> --help tells more. modelyard --version prints the version.',
    '',
  ].join('\n');
}

export function commandHelp(command: CommandDefinition): string {
  const argument = command.argument === undefined ? '' : ` ${command.argument}`;
  return [
    `modelyard ${command.name}${argument} [options]`,
    '',
    `  ${command.summary}`,
    '',
    'Options',
    ...[...command.options, ...GLOBAL_OPTIONS].map(optionLine),
    '',
    `Example  ${command.example}`,
    '',
  ].join('\n');
}

function optionLine({ name, value, summary }: OptionDefinition): string {
  return `  ${`--${name}${value === undefined ? '' : ` <${value}>`}`.padEnd(32)}  ${summary}`;
}
