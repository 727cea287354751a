import { ModelyardError } from '../../errors.ts';
import { planStage } from '../../stages/plan/plan.ts';
import type { Command } from '../command.ts';

export const command: Command = async (context) => {
  const contexts = context.models.map(context.stageContext);
  const ci = contexts[0]?.ci;
  const since = context.line.text('changed-since') ?? ci?.pull?.base ?? ci?.queue?.base ?? null;
  if (since === null)
    throw new ModelyardError('usage', 'modelyard plan needs --changed-since', {
      hint: 'For example: modelyard plan --changed-since origin/main. On a pull request and in a merge queue its base is taken.',
    });
  const plan = await planStage(contexts, since);
  const lines = plan.all.map(
    ({ model, because }) => `${model}  ${because.length === 0 ? 'unchanged' : because.join(', ')}\n`,
  );
  return { json: plan, text: lines.join(''), exitCode: 0 };
};
