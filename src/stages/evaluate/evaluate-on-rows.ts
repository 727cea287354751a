import { overallVerdict } from '../../domain/gates/overall-verdict.ts';
import { canonicalJson } from '../../records/canonical-json.ts';
import { restingIn } from '../resting.ts';
import { judgeBeside } from './anchor.ts';
import { firstSetPart } from './first-set.ts';
import type { Findings, Judging } from './judging.ts';
import { determinismPart } from './parts/determinism.ts';
import { fairnessPart } from './parts/fairness.ts';
import { flipsPart } from './parts/flips-part.ts';
import { type GoldenFindings, goldenRows } from './parts/golden-rows.ts';
import { joinParts, type Part, partsInTurn } from './parts/part.ts';
import { perturbationsPart } from './parts/perturbations.ts';
import { calibrationPart, scoreShiftPart } from './parts/score-parts.ts';
import { seedsPart } from './parts/seeds.ts';
import { signatureOf } from './parts/signature-of.ts';
import { compareWithTrivial } from './parts/trivial.ts';
import { type Measured, measureRows } from './points/measure-rows.ts';
import { type Costs, measureCosts } from './points/performance.ts';
import { gatesOnSlices } from './points/slice-gates.ts';
import { featureTable } from './predictions/score-model.ts';
import { taughtRows, trainingNotes } from './rows/contamination.ts';
import { decidesAlike, judgeOtherSets } from './rows/evaluation-set.ts';
import { type RowsRun, runOnRows } from './rows/run-on-rows.ts';

/** Judges a model, or a predictions file, row by row beside the baseline. */
export async function evaluateOnRows(asked: Judging): Promise<Findings> {
  const run = await runOnRows(asked);
  const measured = await measureRows(run);
  const costs = await measureCosts(run.judging, { candidate: run.candidate, table: run.rows.stored });
  const first = [tuningPart(run), await firstSetPart(run, measured, costs), trainingPart(run)];
  const others = await judgeOtherSets(run.given, run.candidate, run.sets);
  const { facts, ...lists } = joinParts([
    ...first,
    ...(await partsInTurn(
      [
        () => besidePart(run, costs.candidate),
        () => slicesPart(run, measured),
        () => fairnessPart(run),
        () => perturbationsPart(run),
        () => determinismPart(run),
        () => trivialPart(run),
        () => seedsPart(run, measured.measurements),
        () => flipsPart(run),
        () => scoreShiftPart(run),
        () => calibrationPart(run),
      ],
      restingIn(run.judging.context),
    )),
    ...others,
  ]);
  const nonFiniteScores = others.reduce((sum, other) => sum + other.nonFiniteScores, run.nonFinite.count);
  const hasBrokenScores = nonFiniteScores > 0;
  return {
    ...about(run, measured),
    ...facts,
    ...lists,
    verdict: overallVerdict(lists.gates, measured.slices, { nonFinite: hasBrokenScores }),
    identical: run.judging.identical && decidesAlike(run.given) && others.every((other) => other.identical),
    nonFiniteScores,
    ...(await signatureOf(run)),
    ...(hasBrokenScores ? { golden: null } : await golden(run)),
  };
}

/** What every evaluation on rows says of itself. */
function about({ given, rows, candidate, features }: RowsRun, { slices, observed }: Measured) {
  const { task, evaluate, data } = given.context.model;
  const { rows: choices } = data.evaluation.form ?? {};
  const chosen = choices === undefined ? [] : [canonicalJson(choices)];
  return {
    rows: rows.rows,
    groups: rows.groups?.count ?? null,
    threshold: task === 'binary' ? evaluate.threshold : null,
    slices,
    latencyMs: null,
    features: candidate === null ? [] : [...features],
    evidenceRows: { observed, files: [...rows.files.map(({ sha256 }) => sha256), ...chosen] },
  };
}

function tuningPart({ tuned }: RowsRun): Part {
  if (tuned === null) return {};
  return { notes: [tuned.note], read: tuned.files, facts: { thresholdChoice: tuned.choice } };
}

function trainingPart({ training, sets, given }: RowsRun): Part {
  const notes = trainingNotes(training, sets, given.baseline?.source ?? 'the baseline');
  return { notes, facts: taughtRows(training, sets) };
}

async function besidePart({ given, candidate, sets }: RowsRun, costs: Costs): Promise<Part> {
  const { gates, metrics } = await judgeBeside(given, { candidate, sets, costs });
  return { gates, facts: metrics.length === 0 ? {} : { beside: [...metrics] } };
}

function slicesPart({ given, judging, dataset, nonFinite }: RowsRun, { cut }: Measured): Part {
  const { identical } = judging;
  return { gates: gatesOnSlices(given, { dataset, slices: cut, identical, nonFinite: nonFinite.count > 0 }) };
}

async function trivialPart({ given, rows, judged, dataset, candidate, features }: RowsRun): Promise<Part> {
  const compared = { rows, judged, dataset, features: candidate === null ? [] : features };
  const { notes, ...facts } = await compareWithTrivial(given, compared);
  return { notes, facts };
}

async function golden({ judging, candidate, judged, rows }: RowsRun): Promise<GoldenFindings> {
  const { output } = judged;
  if (candidate === null || output === null) return { golden: null };
  return goldenRows(judging, { candidate, output, features: featureTable(rows.stored, candidate) });
}
