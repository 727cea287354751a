import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import type { ReproduceRecord } from '../../records/reproduce.ts';
import { explainRecord } from '../../stages/explain/explain.ts';
import { judgeVerdict } from '../../stages/judge/judge.ts';
import type { Command } from '../command.ts';
import { forEachModel, verdictCode } from '../for-each-model.ts';
import { reproduceStep } from '../reproduce-step.ts';
import { evaluateStep, judgeStep } from '../stage-steps.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    if (context.line.flag('reproduce')) return reproduced(await reproduceStep(context, stage));
    const record = await evaluateStep(context, stage);
    const judge = await judgeStep(context, stage);
    const { gates } = explainRecord(record, null);
    const text = gates
      .map((gate) => `${gate.verdict.padEnd(12)}  ${gate.metric} ${gate.rule}: ${gate.reason}\n`)
      .join('');
    return {
      json: record,
      text,
      exitCode: verdictCode(graverVerdict(record.verdict, judgeVerdict(judge))),
    };
  });

const OUTCOMES: Readonly<Record<ReproduceRecord['outcome'], string>> = {
  'bit-for-bit': 'bit for bit',
  'same-scores': 'same scores',
  'same-decisions': 'same decisions',
  differs: 'differs',
  failed: 'failed',
};

function reproduced(record: ReproduceRecord) {
  const text = `${OUTCOMES[record.outcome]}: ${record.reason}\n`;
  return { json: record, text, exitCode: verdictCode(record.verdict) };
}
