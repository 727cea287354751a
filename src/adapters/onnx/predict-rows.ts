import { setImmediate as nextTurn } from 'node:timers/promises';
import { inTurn } from '../../domain/steps.ts';
import { type StoredTable, windowsOf } from '../../domain/stored-table.ts';
import type { Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import type { ModelOutput, PredictRequest } from '../../ports/model-runtime.ts';
import { chooseClassOutputs, chooseValueOutput, type OutputPlan, onlyNamed } from './choose-outputs.ts';
import { readClassOutput } from './class-output.ts';
import type { Crew } from './crew.ts';
import { assertFits, fedColumns } from './encode-feeds.ts';
import { type FeedPlan, matchInputs } from './match-inputs.ts';
import type { OpenedModel } from './protocol.ts';
import { resolveClasses } from './resolve-classes.ts';
import { type Run, runPortions } from './run-portions.ts';
import { type ScoreCollector, scoreTypeOf } from './score-collector.ts';
import { chooseTargetOutputs, wrongWidth } from './target-outputs.ts';

const MOST_CHARACTERS = 2000;

/** Scores every row of the request. Errors name the model's file. */
export async function predictRows(crew: Crew, request: PredictRequest): Promise<ModelOutput> {
  const { path } = request.model;
  if (request.features.rows === 0) throw new ModelyardError('input', `there are no rows to run ${path} on`);
  const opened = await crew.first('open', { path });
  return naming(path, async () => {
    const feeds = matchInputs(opened.inputs, request.features);
    const notes = [...feeds.notes, ...(await assertFits(feeds, partsOf(request.features, feeds)))];
    const output = await scoreRows({ crew, request, feeds, opened });
    return { ...output, notes: [...notes, ...output.notes] };
  });
}

async function* partsOf(features: StoredTable, feeds: FeedPlan): AsyncGenerator<Table, void> {
  for await (const { table } of windowsOf(features, fedColumns(feeds))) yield table;
}

async function scoreRows(run: Run): Promise<ModelOutput> {
  const opened = withOutputs(run);
  const { task, classes: fromConfig } = run.request;
  if (task === 'regression') {
    const { targets = [] } = run.request;
    const plan =
      targets.length > 1 ? chooseTargetOutputs(opened.outputs, targets) : chooseValueOutput(opened.outputs);
    const collected = await runPortions(run, plan, false);
    return readValues(collected, plan, targets);
  }
  const resolved = resolveClasses(opened.classes, fromConfig);
  const plan = chooseClassOutputs(opened.outputs, resolved.classes);
  const collected = await runPortions(run, plan, true);
  const isOrderFromConfig = opened.classes === null && fromConfig !== null;
  return inTurn(readClassOutput(collected, { task, plan, resolved, isOrderFromConfig }), nextTurn);
}

/** What may hold scores: all outputs, or the one that is named. */
function withOutputs({ opened, request: { output } }: Run): OpenedModel {
  return output === undefined ? opened : { ...opened, outputs: onlyNamed(opened.outputs, output) };
}

function readValues(collected: ScoreCollector, plan: OutputPlan, targets: readonly string[]): ModelOutput {
  if (targets.length > 1) return readTargets(collected, plan, targets);
  if (collected.width() !== 1) {
    throw new ModelyardError(
      'input',
      `output ${plan.scores[0]?.name} of the model has ${collected.width()} columns; regression needs one number per row`,
      { hint: 'Set task: binary or multiclass if it is a classifier, or export one target.' },
    );
  }
  return { kind: 'values', values: collected.scores(), scoreType: scoreTypeOf(plan), notes: [] };
}

function readTargets(collected: ScoreCollector, plan: OutputPlan, targets: readonly string[]): ModelOutput {
  if (collected.width() !== targets.length)
    throw wrongWidth(plan.scores[0]?.name, collected.width(), targets);
  return { kind: 'values', values: collected.scores(), targets, scoreType: scoreTypeOf(plan), notes: [] };
}

/** Puts the model's file before what went wrong with it, unless the message has it. */
export async function naming<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code === 'interrupted' || error.message.includes(path))
      throw error;
    // Names inside a model may be of any length.
    const message = `${path}: ${error.message}`.slice(0, MOST_CHARACTERS);
    throw new ModelyardError(error.code, message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
