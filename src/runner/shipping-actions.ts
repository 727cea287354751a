import { type ActionDefinition, READ } from './action-definition.ts';
import {
  ARTIFACT,
  AUTHOR,
  COMMON,
  DIGEST,
  ENVIRONMENT,
  LIVE,
  REASON,
  RECORD,
  RETENTION,
  TAG,
  TOKEN,
  VERDICT,
  VERSION,
} from './shared-inputs.ts';

/** The log; what is shown; the rules of the environment and who approved the run. */
const DEPLOYING = { contents: 'write', deployments: 'write', actions: 'read' };

/** Actions that work on the default branch: from the merge to what is live, and back. */
export const SHIPPING_ACTIONS: readonly ActionDefinition[] = [
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
    description: 'Put the newest release of each model into an environment, or the one that is named.',
    needsAddOns: true,
    keepsRecords: false,
    inputs: [
      ...COMMON,
      ENVIRONMENT,
      {
        name: 'released',
        description:
          'Tag that `release` made in this run, or tags of several models. They alone are deployed, so that what goes live is what was approved with this run; a job that is late goes back to nothing.',
        as: 'option',
      },
      {
        name: 'version',
        description:
          'Version of one model, or tag, that somebody wants by name, also an older one. Without it and `released` the newest release of each model that has the environment.',
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
