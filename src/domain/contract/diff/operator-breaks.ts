import type { Operator, ValueRange } from '../contract.ts';
import { BOTH, type Broken } from './contract-change.ts';
import { rangeBreaks } from './diff-bounds.ts';

/** Who it breaks that a count is held against something else: a wider range readers, a narrower one data. */
export function operatorBreaks(before: Operator, after: Operator): readonly Broken[] {
  const [old, now] = [keptCounts(before), keptCounts(after)];
  return old === null || now === null ? BOTH : rangeBreaks(old, now);
}

/** The counts that keep an operator; null where they are no range. */
function keptCounts(operator: Operator): ValueRange | null {
  switch (operator.kind) {
    case 'mustBe':
      return { minimum: operator.value, maximum: operator.value };
    case 'mustBeGreaterThan':
      return { exclusiveMinimum: operator.value };
    case 'mustBeGreaterOrEqualTo':
      return { minimum: operator.value };
    case 'mustBeLessThan':
      return { exclusiveMaximum: operator.value };
    case 'mustBeLessOrEqualTo':
      return { maximum: operator.value };
    case 'mustBeBetween':
      return { exclusiveMinimum: operator.low, exclusiveMaximum: operator.high };
    default:
      return null;
  }
}
