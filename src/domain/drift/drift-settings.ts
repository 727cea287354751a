export interface DriftSettings {
  /** Smallest Jensen–Shannon distance (base 2) that matters. */
  readonly js: number;
  /** Smallest Wasserstein distance that matters, in standard deviations of the reference. */
  readonly wasserstein: number;
  /** Smallest change of the share of missing cells that matters. */
  readonly nullShare: number;
  /** Family-wise error rate over all tests of one dataset. */
  readonly alpha: number;
  readonly leastRows: number;
  readonly leastGroups: number;
}

export const DRIFT_DEFAULTS: DriftSettings = {
  js: 0.1,
  wasserstein: 0.1,
  nullShare: 0.05,
  alpha: 0.05,
  leastRows: 100,
  leastGroups: 30,
};
