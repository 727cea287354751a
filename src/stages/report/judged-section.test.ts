import { expect, it } from 'vitest';
import { amount, fakeGate } from '../../../test/fixtures/gates/fake-measurement.ts';
import { digestOf, evaluateRecord } from '../../../test/fixtures/report/records.ts';
import { gatesTable } from './gates-table.ts';
import { evidenceSentence } from './judged-section.ts';

const rows = digestOf('a');

it('says how often these rows were used, and what that asks of min_better', () => {
  const record = evaluateRecord({ gates: [fakeGate({ maxWorse: amount(0.01), minBetter: amount(0) })] });
  const used = { ...record, reuse: { rows, candidates: 4, baselineRows: 'same' } as const };
  const gates = record.gates.map((gate) =>
    gate.rule === 'min_better' && gate.seen !== undefined
      ? { ...gate, seen: { ...gate.seen, confidence: 0.9875 } }
      : gate,
  );
  expect(evidenceSentence({ ...used, gates })).toContain(
    'At least 4 candidates were judged on these rows, this one included. The more are tried, the likelier one looks better by luck, so min_better is read off a range of 98.75 %.',
  );
  expect(gatesTable({ ...used, gates }, 10)).toMatch(/ at 98\.75 % \|/);
  expect(gatesTable(used, 10)).not.toContain('98.75');
});

it('says where the release was judged on other data; and nothing of a first use', () => {
  const other = evaluateRecord({ record: { reuse: { rows, candidates: 1, baselineRows: 'other' } } });
  expect(evidenceSentence(other)).toContain('it was judged on other evaluation data; here both');
  const before = { metric: 'roc_auc', value: 0.72 };
  const known = { rows, candidates: 1, baselineRows: 'other', before } as const;
  expect(evidenceSentence(evaluateRecord({ record: { reuse: known } }))).toMatch(
    /on other evaluation data, where its roc_auc was 0\.720\d?; on today's it is 0\.\d+; here both are judged on today's\./,
  );
  const first = evaluateRecord({ record: { reuse: { rows, candidates: 1, baselineRows: 'unknown' } } });
  expect(evidenceSentence(first)).not.toMatch(/judged on/);
});

it('says which rows were left out because the release was trained on them', () => {
  const taught = (taughtRows: number | null) => evidenceSentence(evaluateRecord({ record: { taughtRows } }));
  expect(taught(1200)).toMatch(/1,200 evaluation rows were left out: .* was trained on them\./);
  expect(taught(0) + taught(null)).not.toContain('left out');
});
