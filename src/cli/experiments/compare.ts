import { resolve } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import { compareExperiments, type FailOn } from '../../stages/experiments/compare-experiments.ts';
import { compareText } from '../../stages/experiments/compare-text.ts';
import { WORKTREE } from '../../stages/experiments/read-side.ts';
import type { Command } from '../command.ts';
import { type CommandContext, onlyModel } from '../command-context.ts';
import { verdictCode } from '../for-each-model.ts';
import { tellSkipped } from './tell-skipped.ts';

const FAIL_ON: readonly FailOn[] = ['worse', 'unclear'];

export const compareCommand: Command = async (context) => {
  const { line } = context;
  const failOn = failOnOf(context);
  const stage = context.stageContext(onlyModel(context));
  const forge = await context.services.forge(stage.project.repository);
  const [, before = 'HEAD', after = WORKTREE] = line.positionals;
  const record = await compareExperiments(stage, forge, {
    before,
    after,
    files: { params: paths(line.list('params-file')), metrics: paths(line.list('metrics-file')) },
    metrics: line.list('metric'),
    failOn,
  });
  tellSkipped(context, record.skipped);
  const exitCode = record.verdict === null ? 0 : verdictCode(record.verdict);
  return { json: record, text: compareText(record), exitCode };
};

function failOnOf({ line }: CommandContext): FailOn | null {
  const text = line.text('fail-on');
  const found = FAIL_ON.find((each) => each === text);
  if (text === null || found !== undefined) return found ?? null;
  throw new ModelyardError('usage', `--fail-on ${JSON.stringify(text)}: expected ${FAIL_ON.join(' or ')}`);
}

function paths(written: readonly string[]): string[] {
  return written.map((path) => resolve(path));
}
