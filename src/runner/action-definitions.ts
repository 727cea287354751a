import type { HandingStage } from '../stages/candidates/stage-files.ts';
import {
  ARTIFACT,
  AUTHOR,
  BETWEEN,
  COMMENT,
  COMMON,
  DIGEST,
  ENVIRONMENT,
  FORCE,
  type InputDefinition,
  LIVE,
  type OutputDefinition,
  REASON,
  RECORD,
  REPORT,
  RETENTION,
  TAG,
  TOKEN,
  VERDICT,
  VERSION,
} from './shared-inputs.ts';

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
  /** With `between-jobs: true`: goes on from what these stages left in other jobs of the run. */
  readonly goesOnFrom?: readonly HandingStage[];
  /** With `between-jobs: true`: leaves its own records as an artifact. */
  readonly handsOver?: boolean;
  readonly inputs: readonly InputDefinition[];
  readonly outputs: readonly OutputDefinition[];
  /** Least permissions of the job, by what it is used for. */
  readonly permissions: readonly {
    readonly when: string;
    readonly needs: Readonly<Record<string, string>>;
  }[];
}

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
    handsOver: true,
    inputs: [...COMMON, BETWEEN, RETENTION, TOKEN],
    outputs: [VERDICT, RECORD, ARTIFACT],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'train',
    title: 'Modelyard train',
    description: 'Train a candidate, or take the one with the same inputs.',
    needsAddOns: false,
    keepsRecords: false,
    handsOver: true,
    inputs: [...COMMON, FORCE, BETWEEN, RETENTION],
    outputs: [VERDICT, RECORD, DIGEST, ARTIFACT],
    permissions: [{ when: 'always', needs: READ }],
  },
  {
    name: 'evaluate',
    title: 'Modelyard evaluate',
    description: 'Judge the candidate beside the baseline, on the same rows.',
    needsAddOns: true,
    keepsRecords: false,
    goesOnFrom: ['train'],
    handsOver: true,
    inputs: [...COMMON, BETWEEN, RETENTION, TOKEN],
    outputs: [VERDICT, RECORD, DIGEST, ARTIFACT],
    permissions: [
      { when: 'to judge', needs: READ },
      {
        when: 'to see who approved a change of the rules besides',
        needs: { ...READ, 'pull-requests': 'read' },
      },
    ],
  },
  {
    name: 'report',
    title: 'Modelyard report',
    description:
      'Say the verdict and its reasons: in the job summary, and as one comment per model on the pull request.',
    needsAddOns: false,
    keepsRecords: true,
    goesOnFrom: ['validate', 'train', 'evaluate'],
    inputs: [
      ...COMMON,
      {
        ...BETWEEN,
        description:
          '`true`: the stages of this run are in jobs of their own, so report on the artifacts that they left.',
      },
      COMMENT,
      AUTHOR,
      RETENTION,
      TOKEN,
    ],
    outputs: [VERDICT, RECORD, REPORT, ARTIFACT],
    permissions: [
      { when: 'to judge and to write the job summary', needs: READ },
      { when: 'to comment on the pull request besides', needs: { ...READ, 'pull-requests': 'write' } },
    ],
  },
  {
    name: 'post-report',
    title: 'Modelyard post-report',
    description:
      'On `workflow_run`: post the report of a fork’s run, or of Dependabot’s, whose token may not comment. Runs and believes nothing of it, and needs no checkout.',
    needsAddOns: false,
    keepsRecords: false,
    inputs: [AUTHOR, TOKEN],
    outputs: [
      {
        name: 'outcome',
        description:
          '`posted`, `superseded` (a newer commit, or a later run, has spoken), `none` (there is nothing to post) or `refused` (what the run left is not what a run leaves).',
      },
      {
        name: 'pull-request',
        description: 'Number of the pull request, as GitHub tells it; empty when there is none.',
      },
    ],
    permissions: [{ when: 'always', needs: { actions: 'read', 'pull-requests': 'write' } }],
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
      {
        name: 'released',
        description:
          'Tag that `release` made in this run. It alone is deployed, so that what goes live is what was approved with this run; a job that is late goes back to nothing.',
        as: 'option',
      },
      {
        name: 'version',
        description:
          'Version that somebody wants by name, also an older one. Without it and `released` the newest release.',
        as: 'argument',
      },
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
    outputs: [
      {
        ...VERDICT,
        description:
          '`pass`, `fail` or `insufficient` (too few rows to say); `inconclusive` when it ended in an error.',
      },
      RECORD,
    ],
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
