import { delimiter } from 'node:path';
import type { DataConfig, DataPaths } from '../../config/resolved.ts';
import type { RowChoice } from '../../domain/data-form.ts';
import type { StageContext } from '../context.ts';

/** Never given to training, even when `train.env` lists them: whoever holds these acts as the job itself. */
const RUNNER_OWN =
  /^(GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ACTION_PATH|ARTIFACTS)|ACTIONS_.*|INPUT_.*)$/i;

/** The job's own token: inside GitHub Actions a pull request could list it in `train.env`. Another secret goes by another name. */
const JOB_TOKEN = /^(GITHUB_TOKEN|GH_TOKEN)$/i;

/** Names that look like credentials: removed unless `train.env` lists them. */
const CREDENTIAL_NAMES: readonly RegExp[] = [
  /TOKEN(_|$)|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|CONNECTION_STRING|APIKEY|ASKPASS|SSHPASS/i,
  /(^|_)(PASS|PAT|AUTH|AUTHTOKEN|JWT|COOKIE|SAS|DSN)(_|$)/i,
  /.(_KEY|_PWD)$/i,
  /(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY/i,
  /^GIT_CONFIG_(COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)$/, // git's way of passing an Authorization header
];

/** A URL with a password in it: `https://user:password@host`. */
const URL_WITH_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/[^/?#\s@]*:[^/?#\s@]+@/i;

/** Of an outer run of Modelyard; its paths would be taken for this one's. */
const FROM_OUTSIDE = /^MODELYARD(_|$)/;

export interface TrainingPaths {
  readonly train: readonly string[];
  /** By dataset, in the order of the config. */
  readonly evaluation: readonly { readonly name: string; readonly files: readonly string[] }[];
}

export interface TrainingEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Names listed in `train.env` that are not set or may never be passed on. */
  readonly unavailable: readonly string[];
  /** Names that were removed because they look like credentials. */
  readonly withheld: readonly string[];
}

/** The caller's environment without tokens and the runner's own secrets, plus what training needs to know. */
export function trainingEnvironment(context: StageContext, paths: TrainingPaths): TrainingEnvironment {
  const { model } = context;
  const listed = new Set(model.train.env);
  const given = passedOn(context);
  const isWithheld = ([name, value]: readonly [string, string]) =>
    !listed.has(name) && isCredential(name, value);
  const variables = {
    PYTHONHASHSEED: String(model.train.seed),
    ...Object.fromEntries(given.filter((entry) => !isWithheld(entry))),
    ...own(context, paths),
  };
  return {
    variables,
    unavailable: model.train.env.filter((name) => !Object.hasOwn(variables, name)),
    withheld: given
      .filter(isWithheld)
      .map(([name]) => name)
      .sort(),
  };
}

/** The environment of another command of the user's: nothing that looks like a credential, whatever `train.env` lists. */
export function commandEnvironment(
  context: StageContext,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const given = passedOn(context).filter(([name, value]) => !isCredential(name, value));
  return { PYTHONHASHSEED: String(context.model.train.seed), ...Object.fromEntries(given), ...own };
}

/** What is not the runner's own, nor an outer run's. */
function passedOn({ environment }: StageContext): [string, string][] {
  return Object.entries(environment)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .filter(([name]) => !RUNNER_OWN.test(name) && !FROM_OUTSIDE.test(name))
    .filter(([name]) => environment.GITHUB_ACTIONS !== 'true' || !JOB_TOKEN.test(name));
}

function isCredential(name: string, value: string): boolean {
  return CREDENTIAL_NAMES.some((pattern) => pattern.test(name)) || URL_WITH_PASSWORD.test(value);
}

function own({ model, project }: StageContext, paths: TrainingPaths): Record<string, string> {
  const { train } = model;
  const optional: Readonly<Record<string, string | undefined>> = {
    MODELYARD_PARAMS: train.params?.absolute,
    MODELYARD_OUTPUT_MODEL: train.model?.absolute,
    MODELYARD_OUTPUT_PREDICTIONS: train.predictions?.absolute,
    MODELYARD_OUTPUT_METRICS: train.metrics?.absolute,
  };
  return {
    MODELYARD: '1',
    MODELYARD_MODEL_NAME: model.name,
    MODELYARD_CONFIG: project.file,
    MODELYARD_SEED: String(train.seed),
    MODELYARD_TRAIN_DATA: paths.train.join(delimiter),
    MODELYARD_EVALUATION_DATA: paths.evaluation.flatMap(({ files }) => files).join(delimiter),
    ...ofEachSet(paths),
    ...rowVariables(model.data),
    ...Object.fromEntries(
      Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}

/**
 * Which rows of those files belong to a dataset, as JSON: `{"split": ["train"]}`. Whoever reads the files has to choose them:
 * `MODELYARD_TRAIN_ROWS`, `MODELYARD_EVALUATION_ROWS`, and of several datasets `MODELYARD_EVALUATION_ROWS_RECENT`.
 */
export function rowVariables(data: DataConfig): Record<string, string> {
  const sets = data.evaluationSets ?? [];
  const chosen: readonly (readonly [string, DataPaths])[] = [
    ['MODELYARD_TRAIN_ROWS', data.train],
    ['MODELYARD_EVALUATION_ROWS', data.evaluation],
    ...sets.map(({ name, paths }) => [`MODELYARD_EVALUATION_ROWS_${variableName(name)}`, paths] as const),
  ];
  return Object.fromEntries(
    chosen.flatMap(([name, { form }]) => (form?.rows === undefined ? [] : [[name, rowsText(form.rows)]])),
  );
}

function rowsText(rows: readonly RowChoice[]): string {
  return JSON.stringify(Object.fromEntries(rows.map(({ column, values }) => [column, values])));
}

function variableName(dataset: string): string {
  return dataset.toUpperCase().replaceAll('-', '_');
}

/** Of several evaluation datasets each besides: `MODELYARD_EVALUATION_DATA_RECENT`. */
function ofEachSet({ evaluation }: TrainingPaths): Record<string, string> {
  if (evaluation.length < 2) return {};
  return Object.fromEntries(
    evaluation.map(({ name, files }) => [
      `MODELYARD_EVALUATION_DATA_${variableName(name)}`,
      files.join(delimiter),
    ]),
  );
}
