import type { DataPaths } from '../../../config/resolved.ts';
import { featureColumns } from '../../../domain/contract/declared-columns.ts';
import { sliceColumns } from '../../../domain/gates/cut-rows.ts';
import { inTurn } from '../../../domain/steps.ts';
import { findSource } from '../../data-source.ts';
import { restingIn } from '../../resting.ts';
import { isReadAlike } from '../is-read-alike.ts';
import type { Judging } from '../judging.ts';
import { fairnessColumns } from '../parts/fairness.ts';
import type { RunnableModel } from '../predictions/score-model.ts';
import { isSameScores, type NonFiniteRows, nonFiniteRows } from '../predictions/to-predictions.ts';
import { baselineTraining, type Training, withoutTaught } from './contamination.ts';
import { type EvaluationRows, readEvaluationRows } from './evaluation-rows.ts';
import { judgeRows, readSets, type SetRows } from './evaluation-set.ts';
import { resolveFeatures } from './features.ts';
import type { JudgedRows } from './judged-rows.ts';
import { type Tuned, tunedThreshold } from './tuned-threshold.ts';

/** Candidate and baseline on the rows of the first dataset: all that the parts of an evaluation look at. */
export interface RowsRun {
  /** As asked, with the candidate's own threshold; `identical` speaks of the models' bytes. */
  readonly given: Judging;
  /** The same, but models that say other things of these rows are not identical, whatever they are called. */
  readonly judging: Judging;
  readonly candidate: RunnableModel | null;
  readonly features: readonly string[];
  readonly dataset: string;
  readonly rows: EvaluationRows;
  readonly sets: readonly [SetRows, ...SetRows[]];
  readonly judged: JudgedRows;
  readonly nonFinite: NonFiniteRows;
  readonly tuned: Tuned | null;
  readonly training: Training;
}

const MOST_NAMED_ROWS = 5;

/** Reads the rows of every dataset and runs candidate and baseline on those of the first, or reads what they said of them. */
export async function runOnRows(asked: Judging): Promise<RowsRun> {
  const features = await featureNames(asked);
  const read = (paths: DataPaths) => readRows(asked, { features, paths });
  const rest = restingIn(asked.context);
  const training = await baselineTraining(asked);
  const sets = await readSets(asked, async ({ paths }) =>
    inTurn(withoutTaught(await read(paths), training, asked.baseline?.source ?? 'the baseline'), rest),
  );
  const [{ name: dataset, rows }] = sets;
  const candidate = runnable(asked, features);
  const tuned = await tunedThreshold(asked, { candidate, sets, read });
  const bytes = tuned?.judging ?? asked;
  const given = { ...bytes, identical: bytes.identical && isReadAlike(bytes, features) };
  const judged = await judgeRows(given, candidate, { rows, sets });
  const identical = bytes.identical && isSameScores(judged.candidate, judged.baseline);
  const nonFinite = await inTurn(nonFiniteRows(judged.candidate, rows.rows, MOST_NAMED_ROWS), rest);
  const judging = { ...given, identical };
  return { given, judging, candidate, features, dataset, rows, sets, judged, nonFinite, tuned, training };
}

function runnable({ graph, context }: Judging, features: readonly string[]): RunnableModel | null {
  if (graph === null) return null;
  const { data, evaluate } = context.model;
  const { classes } = data;
  return { who: 'the candidate', path: graph, features, classes, output: evaluate.output ?? null };
}

async function featureNames({ context, ports, contract, types }: Judging): Promise<readonly string[]> {
  const source = await findSource(context, context.model.data.evaluation, { types });
  const columns = await ports.engine.describe(source);
  return resolveFeatures(
    context.model.data,
    columns.map(({ name }) => name),
    contract === null ? null : featureColumns(contract),
  );
}

async function readRows(
  { context, ports, types, baseline, anchor, beside = [], graph, evidence }: Judging,
  { features, paths }: { readonly features: readonly string[]; readonly paths: DataPaths },
): Promise<EvaluationRows> {
  const { data, evaluate } = context.model;
  const isFirst = paths === data.evaluation;
  const sliced = isFirst ? [...evaluate.slices.flatMap(sliceColumns), ...fairnessColumns(evaluate)] : [];
  const changed = evidence === 'predict' && isFirst ? (evaluate.perturbations ?? []) : [];
  const ofModels =
    graph === null
      ? changed.map(({ column }) => column)
      : [...features, ...[baseline, anchor, ...beside].flatMap((each) => each?.features ?? [])];
  return readEvaluationRows(context, {
    engine: ports.engine,
    paths,
    types,
    columns: [...ofModels, ...sliced],
  });
}
