import { deployStage } from '../../stages/deploy/deploy.ts';
import { askedDeployments } from '../asked-deployments.ts';
import type { Command } from '../command.ts';
import { deployPorts, deployResult, environmentOf } from '../deploy-ports.ts';
import { forEachModel } from '../for-each-model.ts';

/** Several models go one after the other, each with a record and a verdict of its own; one that fails does not stop the others. */
export const command: Command = async (context) => {
  const environment = environmentOf(context);
  const asked = await askedDeployments(context, environment);
  const releaseOf = new Map(asked.map(({ model, version, released }) => [model, { version, released }]));
  return forEachModel({ ...context, models: asked.map(({ model }) => model) }, async (model) => {
    const stage = context.stageContext(model);
    const result = await deployStage(stage, await deployPorts(context, stage), {
      environment,
      version: releaseOf.get(model)?.version ?? null,
      released: releaseOf.get(model)?.released ?? null,
      reason: context.line.text('reason'),
      dryRun: context.line.flag('dry-run'),
    });
    return deployResult(stage, result, environment);
  });
};
