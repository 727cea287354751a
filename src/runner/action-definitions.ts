/** One input of an action, and the option of the command line that it becomes. */
export interface InputDefinition {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
  /** `--option value`, a flag set by `true`, the positional argument, or something that the runner itself takes. */
  readonly as: 'option' | 'flag' | 'argument' | 'runner';
  /** Name of the option where it is not the input's. */
  readonly option?: string;
}

export interface OutputDefinition {
  readonly name: string;
  readonly description: string;
}

export interface ActionDefinition {
  /** `pipeline` is `action.yml` at the top; the others live in `actions/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Needs DuckDB and ONNX Runtime: installs `runtime/` once. */
  readonly needsAddOns: boolean;
  /** Leaves its records (and candidate) as an artifact. */
  readonly keepsRecords: boolean;
  /** Takes what accept left in the same run. */
  readonly takesAccepted?: boolean;
  readonly inputs: readonly InputDefinition[];
  readonly outputs: readonly OutputDefinition[];
  /** Least permissions of the job, by what it is used for. */
  readonly permissions: readonly {
    readonly when: string;
    readonly needs: Readonly<Record<string, string>>;
  }[];
}

/** An expression of the workflow language. */
function expression(text: string): string {
  return `$\{{ ${text} }}`;
}

const CONFIG: InputDefinition = {
  name: 'config',
  description: 'Path of modelyard.yml, when it is not at the top of the repository or in working-directory.',
  as: 'option',
};
const MODEL: InputDefinition = {
  name: 'model',
  description: 'One or several models of modelyard.yml, separated by commas. All of them without it.',
  as: 'option',
};
const FOLDER: InputDefinition = {
  name: 'working-directory',
  description: 'Folder to run in, relative to the workspace.',
  default: '.',
  as: 'runner',
};
const TOKEN: InputDefinition = {
  name: 'token',
  description: 'Token for the GitHub API. Training and npm never see it.',
  default: expression('github.token'),
  as: 'runner',
};
const COMMON = [MODEL, CONFIG, FOLDER];

const FORCE: InputDefinition = {
  name: 'force',
  description: '`true`: train even when a candidate with the same inputs exists.',
  default: 'false',
  as: 'flag',
};
const COMMENT: InputDefinition = {
  name: 'comment',
  description:
    '`true`: on a pull request, post the report as one comment per model and keep it up to date. Without the permission for it, and for forks, the report stands in the job summary alone.',
  default: 'true',
  as: 'runner',
};
const AUTHOR: InputDefinition = {
  name: 'comment-author',
  description: 'Login of the token’s owner. Comments of anybody else are never taken for ours.',
  default: 'github-actions[bot]',
  as: 'runner',
};
const RETENTION: InputDefinition = {
  name: 'retention-days',
  description: 'How long the artifact with records and candidate is kept. Merging later trains again.',
  default: '14',
  as: 'runner',
};
const ENVIRONMENT: InputDefinition = {
  name: 'environment',
  description: 'Environment under `deploy:` in modelyard.yml.',
  as: 'option',
};
const REASON: InputDefinition = { name: 'reason', description: 'Why, for the history.', as: 'option' };

const VERDICT: OutputDefinition = {
  name: 'verdict',
  description:
    '`pass`, `fail` or `inconclusive`; the gravest of several models. Empty when nothing could be judged.',
};
const RECORD: OutputDefinition = {
  name: 'record',
  description: 'Path of the record, relative to the workspace; empty when several models ran.',
};
const DIGEST: OutputDefinition = {
  name: 'digest',
  description: 'Digest of the candidate or release: `sha256:…`.',
};
const REPORT: OutputDefinition = { name: 'report', description: 'Path of the report in Markdown.' };
const TAG: OutputDefinition = { name: 'tag', description: 'Tag of the release, `<model>@v<version>`.' };
const VERSION: OutputDefinition = { name: 'version', description: 'Version of the release.' };
const LIVE: OutputDefinition = {
  name: 'live',
  description: 'Digest of what the environment serves, read back from it.',
};
const ARTIFACT: OutputDefinition = {
  name: 'artifact',
  description: 'Name of the artifact that holds the records and the candidate; empty when there is none.',
};

const READ = { contents: 'read' };
/** The log; what is shown; the rules of the environment and who approved the run. */
const DEPLOYING = { contents: 'write', deployments: 'write', actions: 'read' };

export const ACTIONS: readonly ActionDefinition[] = [
  {
    name: 'pipeline',
    title: 'Modelyard',
    description:
      'CI/CD for machine-learning models: validate the data, train and evaluate the candidate, and say with honest statistics whether it may replace the live model.',
    needsAddOns: true,
    keepsRecords: true,
    inputs: [
      ...COMMON,
      FORCE,
      {
        name: 'changed-since',
        description: 'A git ref: only models whose inputs changed since then.',
        as: 'option',
      },
      COMMENT,
      AUTHOR,
      RETENTION,
      TOKEN,
    ],
    outputs: [VERDICT, RECORD, DIGEST, REPORT, ARTIFACT],
    permissions: [
      { when: 'to judge and to write the job summary', needs: READ },
      { when: 'to comment on the pull request besides', needs: { ...READ, 'pull-requests': 'write' } },
    ],
  },
  {
    name: 'plan',
    title: 'Modelyard plan',
    description: 'Say which models have to be judged since a git ref, for a matrix of jobs.',
    needsAddOns: false,
    keepsRecords: false,
    inputs: [
      ...COMMON,
      {
        name: 'changed-since',
        description:
          'The git ref to compare with. On a pull request and in a merge queue it is the base without being named.',
        as: 'option',
      },
    ],
    outputs: [
      { name: 'models', description: 'JSON array of names, for `strategy: { matrix: { model: … } }`.' },
      {
        name: 'any',
        description: '`true` or `false`: whether there is one. A matrix of nothing is an error.',
      },
    ],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'validate',
    title: 'Modelyard validate',
    description: 'Check the data against the contract.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [...COMMON, TOKEN],
    outputs: [VERDICT, RECORD],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'train',
    title: 'Modelyard train',
    description: 'Train a candidate, or take the one with the same inputs.',
    needsAddOns: false,
    keepsRecords: false,
    inputs: [...COMMON, FORCE],
    outputs: [VERDICT, RECORD, DIGEST],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'evaluate',
    title: 'Modelyard evaluate',
    description: 'Judge the candidate beside the baseline, on the same rows.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [...COMMON, TOKEN],
    outputs: [VERDICT, RECORD, DIGEST],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'report',
    title: 'Modelyard report',
    description:
      'Say the verdict and its reasons: in the job summary, and as one comment per model on the pull request.',
    needsAddOns: false,
    keepsRecords: true,
    inputs: [...COMMON, COMMENT, AUTHOR, RETENTION, TOKEN],
    outputs: [VERDICT, RECORD, REPORT, ARTIFACT],
    permissions: [
      { when: 'to judge and to write the job summary', needs: READ },
      { when: 'to comment on the pull request besides', needs: { ...READ, 'pull-requests': 'write' } },
    ],
  },
  {
    name: 'accept',
    title: 'Modelyard accept',
    description:
      'After the merge: find the candidate that was reviewed, prove that it is what was merged, judge it again, or train again.',
    needsAddOns: true,
    keepsRecords: true,
    inputs: [
      ...COMMON,
      {
        name: 'workflow',
        description: 'File of the workflow that judged the pull request, when it is not this one.',
        as: 'option',
      },
      {
        name: 'retrain',
        description:
          '`true`: train again on what is checked out, whatever was reviewed or released, for fresh data.',
        default: 'false',
        as: 'flag',
      },
      RETENTION,
      TOKEN,
    ],
    outputs: [
      VERDICT,
      RECORD,
      DIGEST,
      ARTIFACT,
      {
        name: 'outcome',
        description:
          '`accepted`, `retrained`, `unchanged` (nothing to release) or `refused`; empty for several models.',
      },
    ],
    permissions: [
      {
        when: 'to find what was reviewed',
        needs: { ...READ, actions: 'read', 'pull-requests': 'read' },
      },
      { when: 'with `retrain: true`', needs: READ },
    ],
  },
  {
    name: 'release',
    title: 'Modelyard release',
    description:
      'Tag what accept left in this run and publish it with everything that proves it. Runs no code of yours and no model.',
    needsAddOns: false,
    keepsRecords: false,
    takesAccepted: true,
    inputs: [
      ...COMMON,
      {
        name: 'bump',
        description: '`major`, `minor` or `patch`, instead of what the change suggests.',
        as: 'option',
      },
      { name: 'version', description: 'This version, instead of the next one.', as: 'option' },
      TOKEN,
    ],
    outputs: [VERDICT, RECORD, DIGEST, TAG, VERSION],
    permissions: [{ when: 'always', needs: { contents: 'write' } }],
  },
  {
    name: 'deploy',
    title: 'Modelyard deploy',
    description: 'Put a release into an environment: the newest, or the one that is named.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [
      ...COMMON,
      ENVIRONMENT,
      { name: 'version', description: 'Version to deploy; the newest release without it.', as: 'argument' },
      REASON,
      TOKEN,
    ],
    outputs: [VERDICT, RECORD, DIGEST, TAG, LIVE],
    permissions: [{ when: 'always', needs: DEPLOYING }],
  },
  {
    name: 'rollback',
    title: 'Modelyard rollback',
    description: 'Go back to an older release in one step, without training.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [
      ...COMMON,
      ENVIRONMENT,
      {
        name: 'version',
        description: 'Version to go back to; the one that was live before without it.',
        as: 'option',
        option: 'to',
      },
      REASON,
      TOKEN,
    ],
    outputs: [VERDICT, RECORD, DIGEST, TAG, LIVE],
    permissions: [{ when: 'always', needs: DEPLOYING }],
  },
  {
    name: 'monitor',
    title: 'Modelyard monitor',
    description: 'Hold new data against the profile of the released model.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [
      ...COMMON,
      { name: 'data', description: 'Files to look at, instead of monitor.data.', as: 'option' },
      {
        name: 'issue',
        description:
          '`true`: keep one issue open for each model that is not well, up to date, and close it when it is well again. Not on pull requests; without the permission for it that is a warning.',
        default: 'true',
        as: 'runner',
      },
      {
        ...AUTHOR,
        name: 'issue-author',
        description: 'Login of the token’s owner. Issues of anybody else are never taken for ours.',
      },
      {
        name: 'retrain-workflow',
        description:
          'File of a workflow to start, with the input `model`, when a model is not well; on the default branch only. Nothing is started without it.',
        as: 'runner',
      },
      {
        name: 'cool-down',
        description: 'At most one such start for each model within this time: `7d`, `12h`.',
        default: '7d',
        as: 'runner',
      },
      TOKEN,
    ],
    outputs: [{ ...VERDICT, description: '`pass`, `fail` or `insufficient` (too few rows to say).' }, RECORD],
    permissions: [
      { when: 'to judge and to log what was seen', needs: { contents: 'write' } },
      { when: 'to keep an issue besides', needs: { contents: 'write', issues: 'write' } },
      {
        when: 'with `retrain-workflow` besides',
        needs: { contents: 'write', issues: 'write', actions: 'write' },
      },
    ],
  },
];

export function findAction(name: string): ActionDefinition | null {
  return ACTIONS.find((action) => action.name === name) ?? null;
}
