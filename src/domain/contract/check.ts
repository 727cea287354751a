import type { Severity } from './contract.ts';
import type { PlannedRule, RuleMeasurement } from './measure-plan.ts';

export type CheckVerdict = 'pass' | 'fail' | 'warn' | 'insufficient' | 'error';

export interface CheckHead {
  readonly id: string;
  readonly column: string | null;
  readonly kind: string;
  readonly severity: Severity;
  /** What the check asks for, for people. */
  readonly expected: string;
}

export interface CheckOutcome {
  readonly isMet: boolean;
  readonly failing: number | null;
  readonly checked: number | null;
  readonly reason?: string;
  /** The data are too few or too coarse to tell; `isMet` then says nothing. */
  readonly isInsufficient?: true;
}

/** A check that needs rows to be counted. */
export interface PlannedCheck extends CheckHead {
  readonly rule: PlannedRule['rule'];
  /** Examples of a classified column are never shown. */
  readonly classified: boolean;
  readonly judge: (measurement: Pick<RuleMeasurement, 'checked' | 'failing'>, rows: number) => CheckOutcome;
}

/** A check whose answer is known without counting. */
export interface SettledCheck extends CheckHead {
  readonly outcome: CheckOutcome;
}

/** A broken rule of severity warning or info warns; of severity error it fails. */
export function checkVerdict(isMet: boolean, severity: Severity): CheckVerdict {
  if (isMet) return 'pass';
  return severity === 'error' ? 'fail' : 'warn';
}

/** Met when no row fails. */
export function noneFails(measurement: Pick<RuleMeasurement, 'checked' | 'failing'>): CheckOutcome {
  return { isMet: measurement.failing === 0, failing: measurement.failing, checked: measurement.checked };
}
