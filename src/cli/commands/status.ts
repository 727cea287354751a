import { type ModelStatus, statusStage, statusText } from '../../stages/status/status.ts';
import type { Command } from '../command.ts';

export const command: Command = async (context) => {
  const forge = await context.services.forge(context.project.repository);
  const ports = { ...forge, targetOf: context.services.targetOf };
  const statuses: ModelStatus[] = [];
  for (const model of context.models) statuses.push(await statusStage(context.stageContext(model), ports));
  return {
    json: statuses.length === 1 ? statuses[0] : statuses,
    text: statusText(statuses, context.clock.now()),
    exitCode: 0,
  };
};
