import { delimiter } from 'node:path';
import type { StageContext } from '../context.ts';

/** Never given to training, even when `train.env` lists them: whoever holds these acts as the job itself. */
const RUNNER_OWN =
  /^(GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ACTION_PATH|ARTIFACTS)|ACTIONS_.*|INPUT_.*)$/i;

/** Names that look like credentials: removed unless `train.env` lists them. */
const CREDENTIAL =
  /(^|_)(TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT|AUTH|APIKEY|COOKIE)(_|$)|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET|_TOKEN$|^SSH_AUTH_SOCK$|CONNECTION_STRING|_DSN$/i;

export interface TrainingPaths {
  readonly train: readonly string[];
  readonly evaluation: readonly string[];
}

export interface TrainingEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Names listed in `train.env` that are not set or may never be passed on. */
  readonly unavailable: readonly string[];
}

/** The caller's environment without tokens and the runner's own secrets, plus what training needs to know. */
export function trainingEnvironment(context: StageContext, paths: TrainingPaths): TrainingEnvironment {
  const { model, environment } = context;
  const listed = new Set(model.train.env);
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isPassedOn(entry[0], listed),
  );
  const variables = {
    PYTHONHASHSEED: String(model.train.seed),
    ...Object.fromEntries(kept),
    ...own(context, paths),
  };
  return { variables, unavailable: model.train.env.filter((name) => !(name in variables)) };
}

function isPassedOn(name: string, listed: ReadonlySet<string>): boolean {
  if (RUNNER_OWN.test(name)) return false;
  return listed.has(name) || !CREDENTIAL.test(name);
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
    MODELYARD_EVALUATION_DATA: paths.evaluation.join(delimiter),
    ...Object.fromEntries(
      Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}
