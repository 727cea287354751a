import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { amount, fakeGate, fakeMeasurement } from '../../../test/fixtures/gates/fake-measurement.ts';
import { evaluateRecord, ROC_AUC, reportFacts } from '../../../test/fixtures/report/records.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { GateRow } from '../../records/gate-row.ts';
import { recordPath, recordText } from '../../records/store.ts';
import { renderReport } from '../report/render-report.ts';
import { explainRecord, explainStage } from './explain.ts';

async function explain(record: EvaluateRecord | null, gate: string | null = null) {
  const directory = await mkdtemp(join(tmpdir(), 'modelyard-explain-'));
  try {
    await mkdir(join(directory, '.modelyard', 'visits'), { recursive: true });
    if (record !== null) await writeFile(recordPath(directory, 'visits', 'evaluate'), recordText(record));
    return await explainStage(stageContext(directory), { gate });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe('explain', () => {
  it('answers four questions for every gate', async () => {
    const { text, explanation } = await explain(evaluateRecord());
    expect(explanation.gates.map(({ metric, rule }) => [metric, rule])).toEqual([
      ['roc_auc', 'min'],
      ['roc_auc', 'max_worse'],
      ['log_loss', 'max_worse'],
      ['latency_p95_ms', 'max'],
    ]);
    expect(text).toMatch(
      /^visits: pass\n\nroc_auc, min: pass\n {2}asked {3}Is roc_auc at least 0\.65\?\n {2}seen /,
    );
    expect(text).toContain('latency p95, max: pass (only a warning)');
  });

  it('of one gate', async () => {
    const { explanation } = await explain(evaluateRecord(), 'log_loss');
    expect(explanation.gates).toHaveLength(1);
  });

  it('names the slice and the anchor that a gate is about', async () => {
    const record = evaluateRecord();
    const [gate] = record.gates;
    if (gate === undefined) throw new Error('no gate');
    const gates = [
      { ...gate, slice: 'site = 3' },
      { ...gate, against: 'visits@v0.9.0' },
    ];
    const { text } = await explain({ ...record, gates });
    expect(text).toContain('roc_auc on site = 3, ');
    expect(text).toContain('roc_auc vs v0.9.0, ');
  });

  it('names the gates there are when one is asked for that is not', async () => {
    await expect(explain(evaluateRecord(), 'auc')).rejects.toMatchObject({
      code: 'usage',
      hint: 'The gates are on: roc_auc, log_loss, latency_p95_ms.',
    });
  });

  it('says what to run when nothing was evaluated', async () => {
    await expect(explain(null)).rejects.toMatchObject({
      code: 'input',
      hint: expect.stringContaining('modelyard run'),
    });
  });

  it('warns of a verdict that rests on nothing', async () => {
    const { text, explanation } = await explain(evaluateRecord({ gates: [] }));
    expect(explanation.verdict).toBe('inconclusive');
    expect(text).toContain('No gate is configured');
  });

  it('uses the words of the report', () => {
    const evaluate = evaluateRecord({ measurements: [fakeMeasurement({ ...ROC_AUC, candidate: 0.65 })] });
    const { markdown } = renderReport(reportFacts({ evaluate }));
    for (const { asked, seen, means, do: next } of explainRecord(evaluate, null).gates) {
      for (const sentence of [asked, seen, means, next])
        expect(markdown).toContain(escapeMarkdown(sentence, 700));
    }
  });

  it('lets nothing move the cursor', async () => {
    const gates = [fakeGate({ metric: '::error::b\u001b[2J\n::error::c', min: amount(1) })];
    const { text } = await explain(evaluateRecord({ gates }));
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^\s*::/m);
  });

  it('explains records that tell no more than they must', () => {
    const record = evaluateRecord();
    const bare = record.gates.map(({ outcome: _outcome, seen: _seen, ...row }): GateRow => row);
    const full = explainRecord(record, 'roc_auc').gates[1];
    expect(explainRecord({ ...record, gates: bare }, 'roc_auc').gates[1]).toMatchObject({
      asked: full?.asked,
      seen: full?.seen,
      means: full?.means,
    });
  });
});
