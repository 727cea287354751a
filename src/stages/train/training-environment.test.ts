import { describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import { type TrainingEnvironment, trainingEnvironment } from './training-environment.ts';

type Given = Readonly<Record<string, string>>;

function environmentOf(given: Given, train: Partial<ModelConfig['train']> = {}): TrainingEnvironment {
  const base = stageContext('/repo', { environment: given });
  const model = { ...base.model, train: { ...base.model.train, ...train } };
  return trainingEnvironment(
    { ...base, model },
    { train: ['/repo/a.csv', '/repo/b.csv'], evaluation: [{ name: 'evaluation', files: ['/repo/e.csv'] }] },
  );
}

describe('what training is told', () => {
  it('stands in variables of its own, absolute', () => {
    const path = (written: string) => ({ written, absolute: `/repo/${written}` });
    const { variables } = environmentOf(
      {},
      {
        seed: 7,
        params: path('p.yaml'),
        model: path('m'),
        predictions: path('p.csv'),
        metrics: path('m.json'),
      },
    );
    expect(variables).toEqual({
      MODELYARD: '1',
      MODELYARD_MODEL_NAME: 'visits',
      MODELYARD_CONFIG: '/repo/modelyard.yml',
      MODELYARD_SEED: '7',
      MODELYARD_TRAIN_DATA: '/repo/a.csv:/repo/b.csv',
      MODELYARD_EVALUATION_DATA: '/repo/e.csv',
      MODELYARD_PARAMS: '/repo/p.yaml',
      MODELYARD_OUTPUT_MODEL: '/repo/m',
      MODELYARD_OUTPUT_PREDICTIONS: '/repo/p.csv',
      MODELYARD_OUTPUT_METRICS: '/repo/m.json',
      PYTHONHASHSEED: '7',
    });
  });

  it('is never what an outer run was told, and the caller may choose the hash seed', () => {
    const { variables } = environmentOf({
      MODELYARD_OUTPUT_METRICS: '/outer',
      MODELYARD_SEED: '9',
      MODELYARD_DEBUG: '1',
      PYTHONHASHSEED: 'random',
    });
    expect(variables).toMatchObject({ MODELYARD_SEED: '1', PYTHONHASHSEED: 'random' });
    expect(Object.keys(variables)).not.toContain('MODELYARD_OUTPUT_METRICS');
    expect(Object.keys(variables)).not.toContain('MODELYARD_DEBUG');
  });
});

const PASSED_ON: Given = {
  PATH: '/bin',
  HOME: '/home/ada',
  PWD: '/repo',
  LANG: 'C.UTF-8',
  CUDA_VISIBLE_DEVICES: '0',
  VIRTUAL_ENV: '/venv',
  TOKENIZERS_PARALLELISM: 'false',
  MAX_TOKENS: '4096',
  GIT_AUTHOR_NAME: 'Ada',
  KEYBOARD: 'de',
  HTTPS_PROXY: 'http://proxy.example.org:3128',
  PIP_INDEX_URL: 'https://pypi.example.org/simple',
  GITHUB_SHA: 'abc',
  GITHUB_ACTIONS: 'true',
  RUNNER_TEMP: '/tmp',
  'odd name': 'with = and\nline',
};

const CREDENTIALS: Given = Object.fromEntries(
  [
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'GH_PAT',
    'HF_TOKEN',
    'WANDB_API_KEY',
    'OPENAI_API_KEY',
    'KAGGLE_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'AWS_SESSION_TOKEN',
    'AZURE_STORAGE_CONNECTION_STRING',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'MLFLOW_TRACKING_PASSWORD',
    'PGPASSWORD',
    'MYSQL_PWD',
    'SMTP_PASS',
    'SYSTEM_ACCESSTOKEN',
    'CI_JOB_JWT',
    'DOCKER_AUTH_CONFIG',
    'SSH_AUTH_SOCK',
    'GIT_ASKPASS',
    'GIT_CONFIG_COUNT',
    'GIT_CONFIG_VALUE_0',
    'SENTRY_DSN',
    'client_secret',
    'npm_config__authToken',
  ].map((name) => [name, 'x']),
);

describe('what training may see', () => {
  it('is the environment of the caller', () => {
    const { variables, withheld } = environmentOf(PASSED_ON);
    expect(variables).toMatchObject(PASSED_ON);
    expect(withheld).toEqual([]);
  });

  it.each(Object.keys(CREDENTIALS))('is not %s, unless train.env lists it', (name) => {
    const given = { [name]: 'hush' };
    expect(environmentOf(given).variables).not.toHaveProperty([name]);
    expect(environmentOf(given).withheld).toEqual([name]);
    const listed = environmentOf(given, { env: [name] });
    expect(listed.variables).toMatchObject(given);
    expect(listed).toMatchObject({ withheld: [], unavailable: [] });
  });

  it.each([
    'postgres://ada:hush@db.example.org/x',
    'https://x-token:hush@example.org',
    'see redis://:hush@h',
  ])('is no URL with a password: %s', (value) => {
    const { variables, withheld } = environmentOf({ DATABASE_URL: value });
    expect(variables).not.toHaveProperty('DATABASE_URL');
    expect(withheld).toEqual(['DATABASE_URL']);
  });

  it.each([
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_OUTPUT',
    'GITHUB_STATE',
    'GITHUB_STEP_SUMMARY',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'ACTIONS_CACHE_URL',
    'INPUT_TOKEN',
  ])('is never %s, even where train.env lists it', (name) => {
    const { variables, unavailable } = environmentOf({ [name]: 'x' }, { env: [name] });
    expect(variables).not.toHaveProperty([name]);
    expect(unavailable).toEqual([name]);
  });

  it.each(['GITHUB_TOKEN', 'GH_TOKEN'])(
    '%s may be listed on a laptop, and never inside GitHub Actions',
    (name) => {
      expect(environmentOf({ [name]: 'x' }, { env: [name] }).variables[name]).toBe('x');
      const { variables, unavailable } = environmentOf(
        { [name]: 'x', GITHUB_ACTIONS: 'true' },
        { env: [name] },
      );
      expect(variables[name]).toBeUndefined();
      expect(unavailable).toEqual([name]);
    },
  );

  it('tells which listed names are not set', () => {
    expect(environmentOf({ A: '' }, { env: ['A', 'B', 'toString'] }).unavailable).toEqual(['B', 'toString']);
  });
});
