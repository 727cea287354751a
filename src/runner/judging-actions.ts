import { type ActionDefinition, READ } from './action-definition.ts';
import {
  ARTIFACT,
  AUTHOR,
  BETWEEN,
  COMMENT,
  COMMON,
  DIGEST,
  FORCE,
  RECORD,
  REPORT,
  RETENTION,
  TOKEN,
  VERDICT,
} from './shared-inputs.ts';

/** Actions that judge a change, and say so. */
export const JUDGING_ACTIONS: readonly ActionDefinition[] = [
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
];
