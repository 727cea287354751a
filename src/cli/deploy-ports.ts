import { readEvent } from '../adapters/github/read-event.ts';
import type { EnvironmentConfig } from '../config/resolved.ts';
import { ModelyardError } from '../errors.ts';
import type { DeploymentBoard } from '../ports/deployment-board.ts';
import type { StageContext } from '../stages/context.ts';
import type { DeployPorts } from '../stages/deploy/apply-deployment.ts';
import type { DeployResult } from '../stages/deploy/deploy.ts';
import { smokeTest } from '../stages/evaluate/parts/golden.ts';
import type { CommandContext } from './command-context.ts';
import { type ModelResult, verdictCode } from './for-each-model.ts';

/** The ports of a deployment. */
export async function deployPorts(context: CommandContext, stage: StageContext): Promise<DeployPorts> {
  const { releases, log } = await context.services.forge(stage.project.repository);
  return {
    releases,
    log,
    board: await boardOf(context, stage.project.repository),
    targetOf(environment) {
      assertLasting(environment);
      return context.services.targetOf(environment);
    },
    smoke: (path, golden) => smokeTest(context.services.runtime, path, golden),
  };
}

async function boardOf({ services }: CommandContext, repository: string): Promise<DeploymentBoard | null> {
  const client = await services.github(repository);
  if (client === null) return null;
  const { createGithubDeployments } = await import('../adapters/github/github-deployments.ts');
  const event = readEvent(process.env);
  if (event === null || event.run === '') return createGithubDeployments(client, null);
  const url = `${event.serverUrl}/${event.repository}/actions/runs/${event.run}/attempts/${event.attempt}`;
  return createGithubDeployments(client, { id: event.run, url, ref: event.ref });
}

/** What is written to the disk of a hosted runner is gone when the job ends. */
function assertLasting({ name, target }: EnvironmentConfig): void {
  if (target.kind !== 'directory' || process.env.RUNNER_ENVIRONMENT !== 'github-hosted') return;
  throw new ModelyardError(
    'refused',
    `${name} is a folder (${target.path.written}), and the disk of a GitHub-hosted runner vanishes with the job`,
    { hint: 'Deploy on a self-hosted runner that has the folder, or use the target kind command.' },
  );
}

/** `--environment`, which has no default: nobody deploys by accident. */
export function environmentOf({ line, models }: CommandContext): string {
  const environment = line.text('environment');
  if (environment !== null) return environment;
  const names = [...new Set(models.flatMap(({ deploy }) => deploy.map(({ name }) => name)))];
  throw new ModelyardError('usage', `modelyard ${line.command.name} needs --environment`, {
    hint:
      names.length === 0
        ? 'modelyard.yml has none: add one under deploy: of the model.'
        : `modelyard.yml has ${names.join(', ')}.`,
  });
}

/** Tells the result of a deployment or a rollback. */
export function deployResult(
  stage: StageContext,
  { record, outcome, release }: DeployResult,
  environment: string,
): ModelResult {
  const { reporter, model } = stage;
  if (record === null) {
    reporter.note(`${model.name}: would put ${release} into ${environment}`);
    return { json: { model: model.name, environment, release, outcome }, text: '', exitCode: 0 };
  }
  if (outcome === 'unchanged') {
    reporter.note(`${model.name}: ${environment} serves ${release} already`);
    return { json: record, text: '', exitCode: 0 };
  }
  const smoke = `smoke ${record.smoke}${record.smokeReason === undefined ? '' : `, ${record.smokeReason}`}`;
  const detail =
    record.verdict === 'pass'
      ? `${release} is live in ${environment} · ${smoke}`
      : `${release} FAILED in ${environment}: ${record.reason}`;
  reporter.step({ model: model.name, stage: record.action, detail, durationMs: record.durationMs });
  return { json: record, text: '', exitCode: verdictCode(record.verdict) };
}
