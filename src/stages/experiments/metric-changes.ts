import { firstSet } from '../../config/evaluation-sets.ts';
import { canMeasure } from '../../domain/experiments/can-measure.ts';
import { judgeChange } from '../../domain/experiments/judge-change.ts';
import type { Observed } from '../../domain/experiments/observed.ts';
import { contrastWith } from '../../domain/experiments/rank-candidates.ts';
import type { Contrast, Direction } from '../../domain/metrics/measurement.ts';
import { findMetric } from '../../domain/metrics/registry.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { MetricChange } from '../../records/experiment-comparison.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import type { StageContext } from '../context.ts';
import { experimentsFolder } from './experiment-store.ts';
import { packArrays } from './pack-arrays.ts';
import type { Side } from './read-side.ts';
import { readEvidence } from './row-evidence.ts';

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

type Pair = { readonly before: Observed; readonly after: Observed };
type Evidence =
  | { readonly pair: Pair /** They say the same of every row. */; readonly same: boolean }
  | { readonly reason: string };

/** Every metric that either side has a value of: those that were judged first, then those of files. */
export async function metricChanges(context: StageContext, sides: Sides): Promise<MetricChange[]> {
  const evidence = await pairedEvidence(context, sides);
  const { name: dataset } = firstSet(context.model.data);
  return namesOf(sides, dataset).map((key) => changeOf(context, sides, { key, evidence }));
}

interface Key {
  readonly name: string;
  readonly dataset: string;
  readonly target: string | undefined;
}

function namesOf({ before, after }: Sides, dataset: string): Key[] {
  const byText = new Map<string, Key>();
  for (const { experiment } of [after, before])
    for (const row of experiment?.metrics ?? []) {
      const { name, target } = row;
      byText.set(JSON.stringify([name, row.dataset, target]), { name, dataset: row.dataset, target });
    }
  for (const { numbers } of [after, before])
    for (const name of numbers.keys()) {
      const key = JSON.stringify([name, dataset, undefined]);
      if (!byText.has(key)) byText.set(key, { name, dataset, target: undefined });
    }
  return [...byText.values()];
}

interface Question {
  readonly key: Key;
  readonly evidence: Evidence;
}

function changeOf(context: StageContext, sides: Sides, { key, evidence }: Question): MetricChange {
  const isFirst = key.dataset === firstSet(context.model.data).name;
  const numberAt = ({ numbers }: Side) => (isFirst ? (numbers.get(key.name) ?? null) : null);
  const valueAt = (side: Side) => rowAt(side, key)?.candidate ?? numberAt(side);
  const [before, after] = [valueAt(sides.before), valueAt(sides.after)];
  const better = directionAt(context, sides, key);
  const base = {
    name: key.name,
    dataset: key.dataset,
    ...(key.target === undefined ? {} : { target: key.target }),
    better,
    before,
    after,
    confidence: context.model.evaluate.confidence,
  };
  if (before === null || after === null) {
    const side = before === null ? sides.before : sides.after;
    return { ...base, ...NOTHING, change: 'missing', reason: `no value at ${side.name}` };
  }
  const told =
    better === null
      ? null
      : (fromRows(context, { key, evidence }, better) ?? fromEvaluation(sides, key, better));
  if (told !== null) return { ...base, ...told };
  const difference = after - before;
  const reason = 'reason' in evidence ? evidence.reason : 'it is not measured from rows';
  return {
    ...base,
    ...NOTHING,
    difference,
    change: changeOfPoints(better, difference),
    reason,
  };
}

function changeOfPoints(better: Direction | null, difference: number): MetricChange['change'] {
  if (better === null) return difference === 0 ? 'same' : 'unknown';
  return judgeChange({ better, difference, interval: null, guard: null });
}

const NOTHING = { difference: null, interval: null, method: 'point', basis: 'point' } as const;

function rowAt({ experiment }: Side, { name, dataset, target }: Key): MetricRow | null {
  const rows = experiment?.metrics ?? [];
  return rows.find((row) => row.name === name && row.dataset === dataset && row.target === target) ?? null;
}

/** As the records say; a name out of a file by `evaluate.metrics_map`, or by its last part: `test.roc_auc` is one of ours. */
function directionAt({ model }: StageContext, { before, after }: Sides, key: Key): Direction | null {
  const row = rowAt(after, key) ?? rowAt(before, key);
  if (row !== null) return row.better;
  const mapped = Object.entries(model.evaluate.metricsMap ?? {}).find(
    ([, written]) => key.name === written || key.name.endsWith(`:${written}`),
  );
  const name = mapped?.[0] ?? key.name.split(/[.:]/).at(-1) ?? '';
  return findMetric(name)?.better ?? null;
}

type Told = Pick<MetricChange, 'difference' | 'interval' | 'method' | 'basis' | 'change' | 'reason'>;

/** Both candidates on the same rows; only of the first evaluation set are the rows kept. */
function fromRows(context: StageContext, { key, evidence }: Question, better: Direction): Told | null {
  const { confidence } = context.model.evaluate;
  if (!('pair' in evidence) || key.dataset !== firstSet(context.model.data).name) return null;
  const { before, after } = evidence.pair;
  if (!canMeasure(after, key.name, key.target)) return null;
  const question = { metric: key.name, confidence, target: key.target };
  const contrast = contrastWith({ ...after, baseline: before }, question);
  if (contrast === null) return null;
  const found = told(contrast, better);
  return evidence.same ? { ...found, change: 'same', reason: null } : found;
}

function told({ estimate, interval, method, guard }: Contrast, better: Direction): Told {
  const change = judgeChange({ better, difference: estimate, interval, guard });
  return {
    difference: estimate,
    interval: [interval[0], interval[1]],
    method,
    basis: 'rows',
    change,
    reason: change === 'same' ? null : guard,
  };
}

/** What `evaluate` found, where it held the one against the release that is the other. */
function fromEvaluation({ before, after }: Sides, key: Key, better: Direction): Told | null {
  const row = rowAt(after, key);
  const isAgainst = row?.against != null && before.experiment?.tags.includes(row.against) === true;
  if (row === null || !isAgainst || row.difference === null || row.interval === null) return null;
  const { difference, interval, method, reason = null } = row;
  const change = judgeChange({ better, difference, interval, guard: reason });
  return { difference, interval, method, basis: 'evaluation', change, reason };
}

function saidBy({ candidate, threshold }: Observed): Buffer {
  return packArrays({ candidate, threshold });
}

/** What both candidates say about the same rows, where that is kept. */
async function pairedEvidence(context: StageContext, { before, after }: Sides): Promise<Evidence> {
  for (const { name, experiment, experimentReason } of [before, after])
    if (experiment === null) return { reason: `${name}: ${experimentReason ?? 'no experiment'}` };
  const [one, other] = [before.experiment, after.experiment];
  if (one === null || other === null) return { reason: 'no experiment' };
  for (const { id, rows, rowsReason } of [one, other])
    if (rows === null) return { reason: `${id}: ${rowsReason ?? 'no rows are known'}` };
  if (one.rows !== other.rows) return { reason: 'the two were judged on different rows' };
  const folder = experimentsFolder(context);
  const load = (id: string) => readEvidence(folder, id, one.rows ?? '');
  try {
    const pair = { before: await load(one.id), after: await load(other.id) };
    return { pair, same: saidBy(pair.before).equals(saidBy(pair.after)) };
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    return { reason: messageOf(error) };
  }
}
