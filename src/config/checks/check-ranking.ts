import type { Finding } from '../finding.ts';
import type { WrittenModel } from '../schema/config.ts';

const TASK = [['task']];

/** A ranking is judged query by query: it must be known which rows are one, and rows have no weight of their own. */
export function checkRanking({ task, data }: WrittenModel): Finding[] {
  if (task !== 'ranking') return [];
  const findings: Finding[] = [];
  if (data.group_by === undefined) {
    const message = 'missing; task ranking names the column whose equal values are one query';
    findings.push({ path: ['data', 'group_by'], message, restsOn: TASK });
  }
  if (data.weight !== undefined) {
    const message = 'has no meaning for task ranking: every query counts the same';
    findings.push({ path: ['data', 'weight'], message, restsOn: TASK });
  }
  return findings;
}
