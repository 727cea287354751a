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
export const TOKEN: InputDefinition = {
  name: 'token',
  description: 'Token for the GitHub API. Training and npm never see it.',
  default: expression('github.token'),
  as: 'runner',
};
export const COMMON = [MODEL, CONFIG, FOLDER];

export const FORCE: InputDefinition = {
  name: 'force',
  description: '`true`: train even when a candidate with the same inputs exists.',
  default: 'false',
  as: 'flag',
};
export const COMMENT: InputDefinition = {
  name: 'comment',
  description:
    '`true`: on a pull request, post the report as one comment per model and keep it up to date. Without the permission for it the report stands in the job summary alone; for forks post-report posts it.',
  default: 'true',
  as: 'runner',
};
export const AUTHOR: InputDefinition = {
  name: 'comment-author',
  description: 'Login of the token’s owner. Comments of anybody else are never taken for ours.',
  default: 'github-actions[bot]',
  as: 'runner',
};
export const RETENTION: InputDefinition = {
  name: 'retention-days',
  description: 'How long the artifact with records and candidate is kept. Merging later trains again.',
  default: '14',
  as: 'runner',
};
export const BETWEEN: InputDefinition = {
  name: 'between-jobs',
  description:
    '`true`: the stages of this run are in jobs of their own, so go on from the artifacts that the earlier ones left, and leave one.',
  default: 'false',
  as: 'runner',
};
export const ENVIRONMENT: InputDefinition = {
  name: 'environment',
  description: 'Environment under `deploy:` in modelyard.yml.',
  as: 'option',
};
export const REASON: InputDefinition = { name: 'reason', description: 'Why, for the history.', as: 'option' };

export const VERDICT: OutputDefinition = {
  name: 'verdict',
  description:
    '`pass`, `fail` or `inconclusive`; the gravest of several models. What ended in an error is `inconclusive`, what was refused `fail`; empty only when there was nothing to judge.',
};
export const RECORD: OutputDefinition = {
  name: 'record',
  description: 'Path of the record, relative to the workspace; empty when several models ran.',
};
export const DIGEST: OutputDefinition = {
  name: 'digest',
  description: 'Digest of the candidate or release: `sha256:…`.',
};
export const REPORT: OutputDefinition = { name: 'report', description: 'Path of the report in Markdown.' };
export const TAG: OutputDefinition = {
  name: 'tag',
  description: 'Tag of the release, `<model>@v<version>`; of several models separated by commas.',
};
export const VERSION: OutputDefinition = { name: 'version', description: 'Version of the release.' };
export const LIVE: OutputDefinition = {
  name: 'live',
  description: 'Digest of what the environment serves, read back from it.',
};
export const ARTIFACT: OutputDefinition = {
  name: 'artifact',
  description: 'Name of the artifact that holds the records and the candidate; empty when there is none.',
};
