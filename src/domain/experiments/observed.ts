import type { MeasureRequest } from '../metrics/measurement.ts';

/** What was measured of one candidate, row by row, without the questions that were asked of it. */
export type Observed = Omit<
  MeasureRequest,
  'baseline' | 'baselineThreshold' | 'metrics' | 'confidence' | 'factorsOf' | 'subset'
>;
