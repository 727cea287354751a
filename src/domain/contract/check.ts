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
  /** The check could not run, or cannot tell: that outranks its severity. */
  readonly verdict?: 'error' | 'insufficient';
}

/** A check that needs rows to be counted. */
export interface PlannedCheck extends CheckHead {
  readonly rule: PlannedRule['rule'];
  /** Examples of a classified column are never shown. */
  readonly classified: boolean;
  readonly judge: (measurement: Pick<RuleMeasurement, 'checked' | 'failing'>, rows: number) => CheckOutcome;
}

/** A check that asks a query of the contract's author. */
export interface QueryCheck extends CheckHead {
  /** SQL without placeholders. */
  readonly query: string;
  readonly judge: (value: number) => CheckOutcome;
}

/** A check whose answer is known without counting. */
export interface SettledCheck extends CheckHead {
  readonly outcome: CheckOutcome;
}

export type AnyCheck = PlannedCheck | QueryCheck | SettledCheck;

/** A broken rule of severity warning or info warns; of severity error it fails. */
export function checkVerdict({ isMet, verdict }: CheckOutcome, severity: Severity): CheckVerdict {
  if (verdict !== undefined) return verdict;
  if (isMet) return 'pass';
  return severity === 'error' ? 'fail' : 'warn';
}

/** Met when no row fails. */
export function noneFails(measurement: Pick<RuleMeasurement, 'checked' | 'failing'>): CheckOutcome {
  return { isMet: measurement.failing === 0, failing: measurement.failing, checked: measurement.checked };
}

/** A check that cannot run is an error, never a pass and never missing. */
export function notRun({ id, column, kind, severity, expected }: CheckHead, why: string): SettledCheck {
  const outcome = {
    isMet: false,
    failing: null,
    checked: null,
    verdict: 'error',
    reason: `not run: ${why}`,
  } as const;
  return { id, column, kind, severity, expected, outcome };
}
