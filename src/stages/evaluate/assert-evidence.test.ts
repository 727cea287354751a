import { describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import type { EvaluateConfig, GateConfig } from '../../config/resolved.ts';
import { assertEvidence } from './assert-evidence.ts';
import type { Evidence } from './evidence.ts';

const PERTURBATIONS: EvaluateConfig['perturbations'] = [
  {
    name: 'one',
    column: 'age',
    change: { kind: 'add', amount: 1 },
    expect: 'same',
    of: null,
    tolerance: 0.01,
    minShare: 1,
    severity: 'block',
  },
];
const FAIRNESS: EvaluateConfig['fairness'] = { by: [], leastRows: 50, positive: null, gates: [] };
const ON_SLICE: GateConfig = {
  metric: 'roc_auc',
  min: { value: 0.7, relative: false },
  max: null,
  maxWorse: null,
  minBetter: null,
  on: 'point',
  slice: 'site = 1',
  severity: 'block',
};
const PROVEN = [{ kind: 'category', column: 'site', prove: true }] as unknown as EvaluateConfig['slices'];

function asserted(
  evidence: Evidence,
  { evaluate = {}, gates = [] }: { evaluate?: Partial<EvaluateConfig>; gates?: readonly GateConfig[] },
) {
  const plain = stageContext('/nowhere');
  const model = { ...plain.model, evaluate: { ...plain.model.evaluate, slices: [], ...evaluate }, gates };
  const graph = evidence === 'model' ? '/nowhere/m.onnx' : null;
  return () => assertEvidence({ ...plain, model }, { evidence, graph });
}

describe('what the config asks', () => {
  it.each<[Evidence, Parameters<typeof asserted>[1]]>([
    ['model', { evaluate: { perturbations: PERTURBATIONS, fairness: FAIRNESS, slices: PROVEN } }],
    ['predict', { evaluate: { perturbations: PERTURBATIONS, fairness: FAIRNESS, slices: PROVEN } }],
    ['predictions', { evaluate: { fairness: FAIRNESS, slices: PROVEN }, gates: [ON_SLICE] }],
    ['metrics', {}],
  ])('is answered by evidence of the kind %s', (evidence, asked) => {
    expect(asserted(evidence, asked)).not.toThrow();
  });

  it.each<[Evidence, Parameters<typeof asserted>[1], string]>([
    [
      'predictions',
      { evaluate: { perturbations: PERTURBATIONS } },
      'evaluate.perturbations: the candidate is no ONNX model, so changed rows cannot be run',
    ],
    [
      'metrics',
      { evaluate: { perturbations: PERTURBATIONS } },
      'evaluate.perturbations: the candidate is no',
    ],
    ['metrics', { evaluate: { fairness: FAIRNESS } }, 'evaluate.fairness: the evidence is a metrics file'],
    [
      'metrics',
      { gates: [ON_SLICE] },
      'gates.roc_auc.slice: the evidence is a metrics file, which knows nothing',
    ],
    [
      'metrics',
      { evaluate: { slices: PROVEN } },
      'evaluate.slices: prove: true, and the evidence is a metrics',
    ],
  ])('and %s cannot answer is a mistake in the config: %o', (evidence, asked, message) => {
    expect(asserted(evidence, asked)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(asserted(evidence, asked)).toThrow(message);
  });
});
