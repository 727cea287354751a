import { ModelyardError } from '../../errors.ts';
import { bestExperiment } from '../../stages/experiments/best-experiment.ts';
import { bestText } from '../../stages/experiments/best-text.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { forEachModel } from '../for-each-model.ts';
import { tellSkipped } from './tell-skipped.ts';

export const bestCommand: Command = (context) =>
  forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    const forge = await context.services.forge(stage.project.repository);
    const record = await bestExperiment(stage, forge, metricOf(context));
    tellSkipped(context, record.skipped);
    return { json: record, text: bestText(record), exitCode: 0 };
  });

function metricOf({ line }: CommandContext): string | null {
  const [metric = null, another] = line.list('metric');
  if (another === undefined) return metric;
  throw new ModelyardError('usage', 'modelyard experiments best ranks by one metric: give --metric once');
}
