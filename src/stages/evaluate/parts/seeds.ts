import { measureMetricsInSteps } from '../../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import { seedSpread } from '../../../domain/statistics/seed-spread.ts';
import { inTurn } from '../../../domain/steps.ts';
import type { EvaluateRecord } from '../../../records/evaluate.ts';
import { readRecord, recordPath } from '../../../records/store.ts';
import { type TrainRecord, trainRecordSchema } from '../../../records/train.ts';
import { type Candidate, openCandidate } from '../../candidates/candidate-store.ts';
import { restingIn } from '../../resting.ts';
import { chooseEvidence } from '../evidence.ts';
import type { Judging } from '../judging.ts';
import { judgeRows, observedOn } from '../rows/evaluation-set.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import type { Part } from './part.ts';

type Seeds = NonNullable<EvaluateRecord['seeds']>;
type TrainedSeed = NonNullable<TrainRecord['seeds']>[number];

/**
 * How much the metrics of the first dataset hang on the seed: each training of `train.seeds` is judged on the same rows, at the
 * candidate's threshold. What is not at hand, as after a merge, is told as not kept; what the check said of it stays.
 */
export async function seedsPart(run: RowsRun, measurements: readonly Measurement[]): Promise<Part> {
  const trained = await trainedSeeds(run.given);
  if (trained.length < 2) return {};
  const columns: Column[] = [measurements];
  for (const { inputDigest } of trained.slice(1)) {
    const candidate = await openCandidate(run.given.context, inputDigest);
    columns.push(candidate === null ? null : await measured(run, candidate));
  }
  return {
    facts: {
      seeds: {
        dataset: run.dataset,
        trained: trained.map(({ seed, candidate, trainSeconds }, place) => ({
          seed,
          candidate,
          trainSeconds,
          ...(columns[place] === null ? { kept: false } : {}),
        })),
        metrics: spreadOf(run, columns),
      },
    },
  };
}

/** What one seed gave; null: its training is not kept any more. */
type Column = readonly Measurement[] | null;

/** None where there is only one seed left. */
function spreadOf({ given }: RowsRun, columns: readonly Column[]): Seeds['metrics'] {
  const { confidence } = given.context.model.evaluate;
  if (columns.filter((column) => column !== null).length < 2) return [];
  return (columns[0] ?? [])
    .filter(({ ofPair }) => ofPair === undefined)
    .map((own) => spreadRow(own, { columns, confidence }));
}

/** Those of the training that left this candidate, the candidate's first. */
async function trainedSeeds({ context, candidate }: Judging): Promise<readonly TrainedSeed[]> {
  const path = recordPath(context.project.directory, context.model.name, 'train');
  const record = await readRecord(path, trainRecordSchema);
  const isOfCandidate = record !== null && record.inputDigest === candidate.record.inputDigest;
  return isOfCandidate ? (record.seeds ?? []) : [];
}

/** One training on the rows of the first dataset, beside nothing. */
async function measured(run: RowsRun, candidate: Candidate): Promise<readonly Measurement[]> {
  const { given, rows, sets } = run;
  const { graph } = await chooseEvidence(candidate, given.context.model);
  const seed = candidate.record.seed;
  const judging: Judging = { ...given, candidate, graph, baseline: null, identical: false };
  const model =
    run.candidate === null || graph === null
      ? null
      : { ...run.candidate, who: `the training with seed ${seed}`, path: graph };
  const judged = await judgeRows(judging, model, { rows, sets });
  const { metrics } = given.context.model.evaluate;
  return inTurn(
    measureMetricsInSteps({ ...observedOn(judging, { judged, rows }), metrics, subset: null }),
    restingIn(judging.context),
  );
}

interface Spreading {
  /** One list of measurements for each seed, the candidate's first. */
  readonly columns: readonly Column[];
  readonly confidence: number;
}

function spreadRow(own: Measurement, { columns, confidence }: Spreading): Seeds['metrics'][number] {
  const { name, target, better, baseline } = own;
  const values = columns.map(
    (column) => column?.find((each) => each.name === name && each.target === target)?.candidate ?? null,
  );
  const row = { name, ...(target === undefined ? {} : { target }), better, values, baseline };
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < columns.filter((column) => column !== null).length)
    return { ...row, mean: null, standardDeviation: null, another: null, baselineIsLikeASeed: null };
  const { mean, standardDeviation, another } = seedSpread(known, confidence);
  const isInside =
    another === null || baseline === null ? null : another[0] <= baseline && baseline <= another[1];
  return {
    ...row,
    mean,
    standardDeviation,
    another: another === null ? null : [another[0], another[1]],
    baselineIsLikeASeed: isInside,
  };
}
