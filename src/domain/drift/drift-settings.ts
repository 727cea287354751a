/** Smallest effects that matter. null: that statistic is not asked for. */
export interface DriftLimits {
  /** Jensen–Shannon distance, base 2. */
  readonly js: number | null;
  /** Wasserstein distance in standard deviations of the reference; numbers only. */
  readonly wasserstein: number | null;
  /** Population stability index. */
  readonly psi: number | null;
  /** Largest change of the share of one category; categories only. */
  readonly lInfinity: number | null;
  /** Change of the share of missing cells. */
  readonly nullShare: number | null;
}

/** What holds for one column in place of the general settings; off: it is not compared. */
export type ColumnSettings = 'off' | (Partial<DriftLimits> & { readonly leastRows?: number });

export interface DriftSettings extends DriftLimits {
  /** Family-wise error rate over all tests of one dataset. */
  readonly alpha: number;
  readonly leastRows: number;
  readonly leastGroups: number;
  readonly columns: Readonly<Record<string, ColumnSettings>>;
}

export const DRIFT_DEFAULTS: DriftSettings = {
  js: 0.1,
  wasserstein: 0.1,
  psi: null,
  lInfinity: null,
  nullShare: 0.05,
  alpha: 0.05,
  leastRows: 100,
  leastGroups: 30,
  columns: {},
};

/** The settings of one column; null where it is not compared. */
export function settingsOf(settings: DriftSettings, column: string): DriftSettings | null {
  const own = Object.hasOwn(settings.columns, column) ? settings.columns[column] : undefined;
  if (own === 'off') return null;
  return own === undefined ? settings : { ...settings, ...own };
}
