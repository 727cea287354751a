import { FAIRNESS_METRIC_NAMES } from '../../domain/fairness/fairness-metrics.ts';
import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { PERFORMANCE_METRICS } from '../performance-metrics.ts';
import type { WrittenModel } from '../schema/config.ts';
import { type WrittenGate, writtenGates } from '../written-gates.ts';
import { writtenColumns } from './check-slice-columns.ts';

type WrittenSlice = WrittenModel['evaluate']['slices'][number];

const SLICES = [['evaluate', 'slices']];

/** Gates that name a slice which there may be, and slices to be proven of which something is asked. */
export function checkSliceGates({ evaluate, gates, train }: WrittenModel): Finding[] {
  const written = writtenGates(gates);
  const starts = evaluate.slices.map(writtenColumns).filter((columns) => columns.length > 0);
  const hasRows = train.model !== undefined || train.predictions !== undefined;
  return [
    ...written
      // Those compare groups, and check-fairness refuses a slice beside them.
      .filter(({ metric }) => !FAIRNESS_METRIC_NAMES.includes(metric))
      .flatMap((gate) => checkSliceOf(gate, { starts, hasRows })),
    ...evaluate.slices.flatMap((slice, index) => checkProof(slice, { index, written, hasRows })),
  ];
}

function checkSliceOf(
  { metric, at, gate: { slice, dataset } }: WrittenGate,
  { starts, hasRows }: { readonly starts: readonly (readonly string[])[]; readonly hasRows: boolean },
): Finding[] {
  if (slice === undefined) return [];
  const path = [...at, 'slice'];
  if (PERFORMANCE_METRICS.includes(metric))
    return [{ path, message: `${metric} has no value for some of the rows: leave slice out` }];
  if (dataset !== undefined) {
    const message = 'slices are cut from the first dataset: leave dataset out';
    return [{ path: [...at, 'dataset'], message, restsOn: [path] }];
  }
  if (!hasRows) return [{ path, message: NO_ROWS, restsOn: EVIDENCE }];
  if (starts.some((columns) => mayBeCalled(slice, columns))) return [];
  const columns = [...new Set(starts.flat())];
  const begin = slice.split(' ')[0] ?? '';
  const near = columns.includes(begin) ? null : nearest(begin, columns);
  const cuts = starts.map((each) => each.join(' × ')).join(', ');
  const known = starts.length === 0 ? 'there are none' : `they are cut by ${cuts}`;
  const message = `no slice of evaluate.slices is called ${slice}; ${near === null ? known : `did you mean ${near}?`}. Names are written as in the report: "region = north", "age 0 … 30", crossed "region = north & age 0 … 30"`;
  return [{ path, message, restsOn: SLICES }];
}

/** Values may hold anything, so that a name is only known not to be one by the columns that it must have in turn. */
function mayBeCalled(slice: string, [first = '', ...others]: readonly string[]): boolean {
  if (!slice.startsWith(`${first} `)) return false;
  let from = first.length;
  return others.every((column) => {
    from = slice.indexOf(` & ${column} `, from);
    return from++ >= 0;
  });
}

const NO_ROWS = 'a metrics file has no rows to cut slices from: train.model or train.predictions gives them';
const EVIDENCE = [
  ['train', 'model'],
  ['train', 'predictions'],
];

function checkProof(
  slice: WrittenSlice,
  {
    index,
    written,
    hasRows,
  }: { readonly index: number; readonly written: readonly WrittenGate[]; readonly hasRows: boolean },
): Finding[] {
  if (typeof slice === 'string' || !slice.prove) return [];
  const path = ['evaluate', 'slices', index, 'prove'];
  if (!hasRows) return [{ path, message: NO_ROWS, restsOn: EVIDENCE }];
  const isAsked = written.some(
    ({ metric, gate }) =>
      gate.max_worse !== undefined && gate.slice === undefined && !PERFORMANCE_METRICS.includes(metric),
  );
  if (isAsked) return [];
  const message = 'no gate says how much worse a slice may be: add max_worse to one on a metric';
  return [{ path, message, restsOn: [['gates']] }];
}
