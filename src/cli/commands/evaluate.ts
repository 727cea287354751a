import { explainRecord } from '../../stages/explain/explain.ts';
import type { Command } from '../command.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { evaluateStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const record = await evaluateStep(context, context.stageContext(model));
    const { gates } = explainRecord(record, null);
    const text = gates
      .map((gate) => `${gate.verdict.padEnd(12)}  ${gate.metric} ${gate.rule}: ${gate.reason}\n`)
      .join('');
    return { json: record, text, exitCode: verdictCode(record.verdict) };
  });
