import { describe, expect, it } from 'vitest';
import { deployed } from '../../../test/fixtures/deploy/fake-log.ts';
import type { ShownDeployment, ShownState } from '../../ports/deployment-board.ts';
import type { LogEntry } from '../../ports/forge.ts';
import { boardChanges } from './board-changes.ts';
import { deploymentsOf } from './deployment-log.ts';

type Ending = 'pass' | 'fail' | 'restored' | 'abandoned' | 'open';
const AT = '2026-01-05T10:00:00.000Z';

/** A log in which intent `i1`, `i2` … ended so, one after the other. */
function logOf(...endings: readonly Ending[]) {
  const entries = endings.flatMap((ending, index): LogEntry[] => {
    const intent = `i${index + 1}`;
    const entry = (kind: LogEntry['kind'], body: object) => ({
      previous: null,
      kind,
      at: AT,
      model: 'visits',
      body,
    });
    const record = deployed(AT, index + 1, { verdict: ending === 'pass' ? 'pass' : 'fail', reason: 'why' });
    const result = entry('result', { intent, record });
    const restore = entry('result', { intent, record: deployed(AT, 1, { action: 'restore' }) });
    const found: Readonly<Record<Ending, LogEntry[]>> = {
      pass: [result],
      fail: [result],
      restored: [result, restore],
      abandoned: [entry('abandoned', { intent })],
      open: [],
    };
    return found[ending];
  });
  return deploymentsOf(entries, 'visits', 'staging');
}

/** Deployments 1, 2 … of the intents `i1`, `i2` …; newest first, as lists are. */
function shown(...states: readonly (ShownState | null)[]): ShownDeployment[] {
  return states.map((state, index) => ({ id: index + 1, intent: `i${index + 1}`, state })).reverse();
}

const told = (...[log, board]: Parameters<typeof boardChanges>) =>
  boardChanges(log, board).map(({ id, state }) => [id, state]);

describe('what the board is told', () => {
  it('is nothing when it shows what the log says', () => {
    const log = logOf('pass', 'fail', 'abandoned', 'pass', 'restored', 'open');
    expect(told(log, shown('inactive', 'failure', 'error', 'success', 'failure', 'in_progress'))).toEqual([]);
  });

  it('is how the newest ended first, then from the oldest on what was active before', () => {
    const log = logOf('pass', 'pass', 'pass');
    expect(told(log, shown('success', 'success', 'in_progress'))).toEqual([
      [3, 'success'],
      [1, 'inactive'],
      [2, 'inactive'],
    ]);
  });

  it('after a failure is that what was live stays, restored or not', () => {
    for (const ending of ['fail', 'restored'] as const)
      expect(told(logOf('pass', ending), shown('success', 'in_progress'))).toEqual([[2, 'failure']]);
  });

  it('is an error of what was abandoned, even before it had any state', () => {
    expect(told(logOf('abandoned', 'open'), shown(null, 'in_progress'))).toEqual([[1, 'error']]);
  });

  it('puts back what should be live and was retired by somebody else', () => {
    expect(told(logOf('pass'), shown('inactive'))).toEqual([[1, 'success']]);
  });

  it('leaves one of two that are the same, and never by an inactive one, where the next run would stop', () => {
    const twice = [...shown('success'), { id: 9, intent: 'i1', state: 'success' }] as const;
    expect(told(logOf('pass'), twice)).toEqual([[9, 'error']]);
  });

  it('is nothing of what the log does not know', () => {
    expect(told(logOf(), shown('success', 'in_progress'))).toEqual([]);
  });
});
