import { ModelyardError } from '../../errors.ts';
import { askedLabel, askedMetric } from '../../stages/experiments/asked-metric.ts';
import { listExperiments } from '../../stages/experiments/list-experiments.ts';
import { listText } from '../../stages/experiments/list-text.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { forEachModel } from '../for-each-model.ts';
import { tellSkipped } from './tell-skipped.ts';

/** Lines of a table that somebody reads; `--json` gives all. */
const MOST_LINES = 50;

export const listCommand: Command = (context) =>
  forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    const forge = await context.services.forge(stage.project.repository);
    const limit = limitOf(context) ?? (context.line.flag('json') ? null : MOST_LINES);
    const record = await listExperiments(stage, forge, { sort: context.line.text('sort'), limit });
    tellSkipped(context, record.skipped);
    const title = context.models.length > 1 ? `${model.name}\n` : '';
    const text = listText(record, askedLabel(askedMetric(model, model.evaluate.metrics[0] ?? '')));
    return { json: record, text: `${title}${text}`, exitCode: 0 };
  });

function limitOf({ line }: CommandContext): number | null {
  const text = line.text('limit');
  if (text === null) return null;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new ModelyardError('usage', `--limit ${JSON.stringify(text)}: expected a number such as 20`);
}
