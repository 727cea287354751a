import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import { ModelyardError } from '../../errors.ts';
import type { Initialised } from '../../stages/init/init.ts';
import { initStage } from '../../stages/init/init.ts';
import { summaryText } from '../../stages/init/summary-text.ts';
import { canAsk, createAsker } from '../ask.ts';
import type { Beginning } from '../command.ts';
import { CLOCK } from '../command-context.ts';
import { MEMORY_LIMIT_MB } from '../services.ts';

/** Options that answer a question of the stage under the same name. */
const ANSWERS = [
  'name',
  'train-data',
  'evaluation-data',
  'contract',
  'target',
  'task',
  'positive',
  'id',
  'group',
  'time',
  'run',
  'params',
  'model-file',
  'predictions',
  'metrics-file',
  'metric',
  'branch',
  'prepare',
];

export const beginning: Beginning = async ({ line, toolkit }) => {
  const answers = new Map(
    ANSWERS.flatMap((option) => {
      const value = line.text(option);
      return value === null ? [] : [[option, value] as const];
    }),
  );
  const print = printed(line.text('print'));
  const engine = createDuckdbEngine({ memoryLimitMb: MEMORY_LIMIT_MB });
  const asker = canAsk() && !line.flag('no-questions') && !line.flag('json') ? createAsker() : null;
  try {
    const done = await initStage({
      cwd: process.cwd(),
      engine,
      clock: CLOCK,
      toolkit,
      answers,
      withWorkflow: !line.flag('no-workflow'),
      dryRun: line.flag('dry-run') || print !== null,
      anew: print === 'config',
      ask: asker?.ask ?? null,
    });
    return {
      json: done.record,
      text: print === null ? summaryText(done.record) : textOf(done, print),
      exitCode: 0,
    };
  } finally {
    asker?.close();
    await engine.close();
  }
};

type Printed = 'config' | 'workflow';

function printed(asked: string | null): Printed | null {
  if (asked === null || asked === 'config' || asked === 'workflow') return asked;
  throw new ModelyardError('usage', `--print ${asked}: expected config or workflow`);
}

function textOf({ texts, record }: Initialised, print: Printed): string {
  const text = texts[print];
  if (text !== null) return text;
  const reason = record.files.find(({ action }) => action === 'skipped')?.reason;
  throw new ModelyardError(
    'usage',
    `there is no ${print} to print${reason === undefined ? '' : `: ${reason}`}`,
  );
}
