import { inOneGo, type Steps } from '../steps.ts';
import { measureOne, measurePair } from './measure-one.ts';
import { measuredRows } from './measured-rows.ts';
import type { Measurement, MeasureRequest } from './measurement.ts';
import { splitRequest } from './split-request.ts';

/** Every metric of the candidate and, where there is a baseline, of both on the same rows; in the order asked. */
export function measureMetrics(request: MeasureRequest): Measurement[] {
  return inOneGo(measureMetricsInSteps(request));
}

export function* measureMetricsInSteps(request: MeasureRequest): Steps<Measurement[]> {
  const measured: Measurement[] = [];
  for (const { target, ...part } of splitRequest(request)) {
    const rows = yield* measuredRows(part);
    const named = target === undefined ? {} : { target };
    const again = () => measuredRows(part);
    for (const metric of part.metrics) {
      const factors = request.factorsOf?.(metric) ?? [];
      measured.push({ ...(yield* measureOne(metric, { rows, again, factors })), ...named });
    }
    for (const pair of part.pairs) measured.push({ ...(yield* measurePair(pair, rows)), ...named });
  }
  const { metrics } = request;
  return measured.sort((a, b) => metrics.indexOf(a.name) - metrics.indexOf(b.name));
}
