import { inertLine } from '../domain/report/escape-markdown.ts';
import type { Reporter } from '../ports/reporter.ts';

type Step = Parameters<Reporter['progress']>[0];
type Rows = Parameters<Reporter['within']>[0];

/** A rate that was seen for less time than this, or over less of the work, says little about the rest. */
const LEAST_SEEN_MS = 2000;
const LEAST_SHARE = 0.02;

export interface ProgressLine {
  step(step: Step): void;
  rows(rows: Rows): void;
  /** `profile train … 3 of 12 columns, about 340,000 of 1,000,000 rows, 8 s left`; null where no step is under way. */
  text(): string | null;
  /** The step is over. */
  end(): void;
}

interface Pass {
  readonly number: number;
  readonly sinceMs: number;
  readonly rows: Rows;
}

/** What goes on now, in words. Time left follows from the rate so far; of a step of unknown size it is that of the pass over its rows. */
export function createProgressLine(now: () => number): ProgressLine {
  let step: Step | null = null;
  let sinceMs = 0;
  let pass: Pass | null = null;
  return {
    step(next) {
      if (step === null || next.label !== step.label || next.done < step.done) {
        sinceMs = now();
        pass = null;
      } else if (next.done > step.done) pass = null;
      step = next;
    },
    rows(rows) {
      const goesOn = pass !== null && pass.rows.total === rows.total && rows.done >= pass.rows.done;
      pass =
        goesOn && pass !== null
          ? { ...pass, rows }
          : { number: (pass?.number ?? 0) + 1, sinceMs: now(), rows };
    },
    text() {
      if (step === null) return null;
      const left = timeLeft(step, pass, { sinceMs, nowMs: now() });
      const parts = [countText(step), passText(step, pass), left].filter((part) => part !== null);
      return inertLine([`${step.label} …`, parts.join(', ')].filter((part) => part !== '').join(' '));
    },
    end() {
      step = null;
      pass = null;
    },
  };
}

function countText({ done, total, unit }: Step): string | null {
  if (done === 0 && total === null) return null;
  return `${count(done)}${total === null ? '' : ` of ${count(total)}`} ${unit}`;
}

function passText({ total }: Step, pass: Pass | null): string | null {
  if (pass === null) return null;
  const which = total === null && pass.number > 1 ? `pass ${pass.number}: ` : '';
  return `${which}about ${count(about(pass.rows.done))} of ${count(about(pass.rows.total))} rows`;
}

/** Three digits: how many rows a query has is an estimate, rough for text files. */
function about(rows: number): number {
  return Number(rows.toPrecision(3));
}

function timeLeft(
  { done, total }: Step,
  pass: Pass | null,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): string | null {
  const ofPass = pass === null || pass.rows.total === 0 ? 0 : pass.rows.done / pass.rows.total;
  if (total !== null) return leftText(nowMs - sinceMs, Math.min(1, (done + ofPass) / total));
  const left = pass === null ? null : leftText(nowMs - pass.sinceMs, ofPass);
  return left === null ? null : `${left} in this pass`;
}

function leftText(elapsedMs: number, share: number): string | null {
  if (elapsedMs < LEAST_SEEN_MS || !(share >= LEAST_SHARE)) return null;
  const seconds = Math.ceil((elapsedMs * (1 - share)) / share / 1000);
  if (seconds < 100) return `${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min left` : `${(minutes / 60).toFixed(1)} h left`;
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}
