import { delimiter } from 'node:path';
import { runCommand } from '../../../adapters/process/run-command.ts';
import type { CustomMetric } from '../../../config/resolved.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import { ModelyardError } from '../../../errors.ts';
import { dataFiles } from '../../data-files.ts';
import { commandEnvironment, rowVariables } from '../../train/training-environment.ts';
import { assertMayRun, assertModelBytes } from '../command-guards.ts';
import type { Judging } from '../judging.ts';
import { pointMeasurement } from './point-measurements.ts';

const ONE_NUMBER =
  'one number that a command printed: without rows it cannot be told whether a difference is chance';

/**
 * The numbers that the commands of `evaluate.custom` print about candidate and baseline, points without intervals; what the
 * candidate got is taken from `known` where it stands there. Throws `input` for a command that fails or prints anything
 * but one finite number.
 */
export async function customMeasurements(
  judging: Judging,
  known: readonly Measurement[] = [],
): Promise<Measurement[]> {
  const { custom = [], confidence } = judging.context.model.evaluate;
  const measured: Measurement[] = [];
  for (const metric of custom) {
    const earlier = known.find(({ name }) => name === metric.name)?.candidate ?? null;
    const candidate = earlier ?? (await ask(judging, metric, candidateOf(judging)));
    const other = baselineOf(judging);
    measured.push(
      pointMeasurement({
        name: metric.name,
        better: metric.better,
        confidence,
        candidate,
        baseline: other === null ? null : await ask(judging, metric, other),
        reason:
          judging.baseline !== null && other === null
            ? `${judging.baseline.source} holds neither a model nor predictions to run the command on`
            : null,
        guard: ONE_NUMBER,
      }),
    );
  }
  return measured;
}

/** What a report must say of them. */
export function customNotes({ context }: Pick<Judging, 'context'>): string[] {
  const names = (context.model.evaluate.custom ?? []).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `${names.join(', ')}: what a command of evaluate.custom printed, one number for all rows; neither intervals nor slices can be known, and a difference may be chance`,
  ];
}

interface Subject {
  readonly who: string;
  readonly model: { readonly path: string; readonly digest: string | null } | null;
  readonly predictions: string | null;
}

function candidateOf({ candidate }: Judging): Subject {
  const { model, predictions } = candidate;
  return { who: 'the candidate', model, predictions };
}

function baselineOf({ baseline }: Judging): Subject | null {
  if (baseline === null) return null;
  const { storedPath: path, predictionsPath: predictions, digest, source: who } = baseline;
  if (path === undefined && predictions === null) return null;
  return { who, model: path === undefined ? null : { path, digest }, predictions };
}

async function ask(judging: Judging, metric: CustomMetric, subject: Subject): Promise<number> {
  const { context, ports } = judging;
  const { name, run, cwd, timeoutMs } = metric;
  assertMayRun(ports, `evaluate.custom.${name}`);
  context.reporter.progress({ label: `${name} of ${subject.who}`, done: 0, total: null, unit: 'runs' });
  const output = ports.openOutput();
  let printed = '';
  const { exitCode, timedOut } = await runCommand({
    command: run,
    cwd,
    env: await variables(judging, subject),
    timeoutMs,
    signal: context.signal,
    onOutput: (chunk) => output.write(chunk),
    onStdout: (chunk) => {
      printed = (printed + chunk.toString('utf8')).slice(0, MOST_CHARACTERS);
    },
  }).finally(() => output.close());
  const place = `evaluate.custom.${name}: the command`;
  if (timedOut) throw failed(`${place} took longer than its timeout for ${subject.who}`);
  if (exitCode !== 0) throw failed(`${place} ended with exit code ${exitCode ?? 'none'} for ${subject.who}`);
  await assertUnchanged(subject, place);
  return numberIn(printed, `${place} printed`);
}

const MOST_CHARACTERS = 4096;

function failed(message: string): ModelyardError {
  return new ModelyardError('input', message, { hint: 'What it wrote to stderr stands above.' });
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Strictly one number: a word beside it might be an error message with a number in it. */
function numberIn(printed: string, place: string): number {
  const text = printed.trim();
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const shown = text === '' ? 'nothing' : JSON.stringify(text.slice(0, 60));
  throw new ModelyardError('input', `${place} ${shown}; expected one finite number and nothing else`, {
    hint: 'Print everything else to stderr.',
  });
}

async function variables(
  { context }: Judging,
  { model, predictions }: Subject,
): Promise<Record<string, string>> {
  const { data, name, train } = context.model;
  const evaluation = await dataFiles(context, data.evaluation);
  return commandEnvironment(context, {
    MODELYARD: '1',
    MODELYARD_MODEL_NAME: name,
    MODELYARD_SEED: String(train.seed),
    MODELYARD_EVALUATION_DATA: evaluation.join(delimiter),
    ...rowVariables(data),
    ...(model === null ? {} : { MODELYARD_MODEL: model.path }),
    ...(predictions === null ? {} : { MODELYARD_PREDICTIONS: predictions }),
  });
}

async function assertUnchanged({ model, who }: Subject, place: string): Promise<void> {
  if (model === null || model.digest === null) return;
  const { path, digest } = model;
  await assertModelBytes({ path, digest }, `${place} changed the model of ${who}`);
}
