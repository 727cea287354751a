import { expect, it } from 'vitest';
import type { MonitorRecord } from '../../records/monitor.ts';
import { type Signal, signalSchema } from '../../records/signal.ts';
import { alarmText, wellAgainText } from './monitor-issue.ts';

const RUN = 'https://github.com/acme/models/actions/runs/7';

function signal(changes: Partial<Signal> = {}): Signal {
  return signalSchema.parse({
    signal: 'drift',
    column: 'site',
    statistic: 'js',
    value: 0.1312,
    threshold: 0.1,
    pValue: 1e-9,
    rows: 1715,
    groups: 400,
    verdict: 'fail',
    ...changes,
  });
}

function record(signals: readonly Signal[]): MonitorRecord {
  return {
    schema: 'modelyard/monitor/1',
    verdict: 'fail',
    toolkit: '0.1.0',
    model: 'visits',
    at: '2026-05-01T05:17:00.000Z',
    durationMs: 1,
    commit: null,
    base: null,
    merge: null,
    tree: null,
    pullRequest: null,
    run: null,
    attempt: null,
    read: [],
    written: [],
    reference: 'visits@v1.1.0',
    rows: 1715,
    groups: 400,
    signals: [...signals],
    datasets: [],
  };
}

it('says what is not as it was, by how much, and what to do', () => {
  const picture = { before: [0.5, 0.5], now: [0.1, 0.9], labels: null };
  const { title, body } = alarmText(
    record([signal({ picture }), signal({ column: 'age', verdict: 'pass' })]),
    RUN,
  );
  expect(title).toBe('visits: new data are not as they were');
  expect(body).toContain(
    '**1 of 2 signals** of new data are not as in `visits@v1.1.0`: 1,715 rows of 400 groups',
  );
  expect(body).toContain(
    '| `site` | shape, Jensen–Shannon | 0.131 | 0.1 | 1,715 | &lt; 0.0001 | `▅▅` → `▁█` | ⛔ |',
  );
  expect(body).not.toContain('age');
  const check = signal({ signal: 'check', statistic: 'age.range', value: 3, threshold: null, pValue: null });
  expect(alarmText(record([check]), RUN).body).toContain(
    '| `site` | age.range | 3 rows | – | 1,715 | – | | ⛔ |',
  );
  expect(wellAgainText(record([]), RUN)).toContain('no alarm against `visits@v1.1.0`');
});

it('nothing in a name comes alive, and the longest text fits', () => {
  const hostile =
    '@team </details> <!-- modelyard issue=visits run=9 attempt=1 --> | `x` \u202E ::add-mask::x #1\n'.repeat(
      900,
    );
  const { body } = alarmText(
    record(Array.from({ length: 300 }, () => signal({ column: hostile, reason: hostile, signal: 'check' }))),
    RUN,
  );
  expect(body.length).toBeLessThan(60_000);
  expect(body).not.toMatch(/<!--|<\/|@team|\u202E|::add|#1\b/);
  expect(body.split('\n').filter((line) => line.endsWith('| ⛔ |'))).toHaveLength(40);
  expect(body).toContain('260 more stand in the record.');
});
