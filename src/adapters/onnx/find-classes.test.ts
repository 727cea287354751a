import { describe, expect, it } from 'vitest';
import {
  type AttributeValue,
  linearClassifier,
  model,
  node,
  tensor,
  valueInfo,
} from '../../../test/fixtures/onnx/build-model.ts';
import { findClasses } from './find-classes.ts';
import { readOnnxFile } from './onnx-graph.ts';

const ML = 'ai.onnx.ml';
const X = [valueInfo('x', 'float32', ['n', 2])];

function classesOf(parts: Omit<Parameters<typeof model>[0], 'inputs'>): readonly string[] | null {
  return findClasses(readOnnxFile(model({ ...parts, inputs: X })).graph);
}

function classifier(labels: AttributeValue, name = 'classlabels_ints'): Uint8Array {
  return node('SVMClassifier', [['x'], ['label', 'scores']], { domain: ML, attributes: { [name]: labels } });
}

const LABEL = valueInfo('label', 'string', ['n']);
const SCORES = valueInfo('scores', 'float32', ['n', 2]);

describe('findClasses', () => {
  it.each([
    ['classlabels_ints', { ints: [0, 1] }, ['0', '1']],
    ['classlabels_int64s', { ints: [-1, 1] }, ['-1', '1']],
    ['classlabels_strings', { texts: ['no', 'Süd'] }, ['no', 'Süd']],
  ])('reads %s of the classifier in its own order', (name, labels, expected) => {
    expect(classesOf({ nodes: [classifier(labels, name)], outputs: [LABEL, SCORES] })).toEqual(expected);
    expect(classesOf({ nodes: [classifier(labels, name)], outputs: [SCORES] })).toEqual(expected);
  });

  it.each([
    ['strings', tensor({ name: 'c', type: 'string', dims: [2], values: ['zebra', 'ape'] }), ['zebra', 'ape']],
    ['int64', tensor({ name: 'c', type: 'int64', dims: [2], values: [20n, -10n] }), ['20', '-10']],
    ['int32', tensor({ name: 'c', type: 'int32', dims: [2], values: [2, 1] }), ['2', '1']],
    ['bool', tensor({ name: 'c', type: 'bool', dims: [2], values: [0, 1] }), ['false', 'true']],
  ])('reads the constant of %s that ArrayFeatureExtractor picks from', (_, constant, expected) => {
    const pick = node('ArrayFeatureExtractor', [['c', 'best'], ['picked']], { domain: ML });
    const cast = node('Reshape', [['picked', 'shape'], ['label']]);
    const nodes = [node('ArgMax', [['x'], ['best']]), pick, cast];
    expect(classesOf({ nodes, outputs: [LABEL], constants: [constant] })).toEqual(expected);
    const asNode = node('Constant', [[], ['c']], { attributes: { value: { tensor: constant } } });
    expect(classesOf({ nodes: [asNode, ...nodes], outputs: [LABEL] })).toEqual(expected);
  });

  it('does not take a picked feature for a class list', () => {
    const pick = node('ArrayFeatureExtractor', [['x', 'index'], ['label']], { domain: ML });
    expect(classesOf({ nodes: [pick], outputs: [LABEL] })).toBeNull();
  });

  it('does not see the classifiers inside an ensemble', () => {
    const sum = node('Sum', [['scores', 'scores'], ['total']]);
    const total = valueInfo('total', 'float32', ['n', 2]);
    expect(classesOf({ nodes: [classifier({ ints: [0, 1] }), sum], outputs: [total] })).toBeNull();
  });

  it('prefers names over the numbering of an inner estimator', () => {
    const nodes = [
      classifier({ ints: [0, 1] }),
      node('ArgMax', [['scores'], ['best']]),
      node('ArrayFeatureExtractor', [['c', 'best'], ['named']], { domain: ML }),
    ];
    const named = valueInfo('named', 'string', ['n']);
    const constants = [tensor({ name: 'c', type: 'string', dims: [2], values: ['no', 'yes'] })];
    expect(classesOf({ nodes, outputs: [named, SCORES], constants })).toEqual(['no', 'yes']);
  });

  it('says nothing when two lists contradict each other', () => {
    const { nodes } = linearClassifier({ classes: ['a', 'b'], columns: 2 });
    const other = node('SVMClassifier', [['x'], ['l2', 's2']], {
      domain: ML,
      attributes: { classlabels_strings: { texts: ['b', 'a'] } },
    });
    const outputs = [SCORES, valueInfo('s2', 'float32', ['n', 2])];
    expect(classesOf({ nodes: [...nodes, other], outputs })).toBeNull();
  });

  it('survives a graph that feeds itself', () => {
    const nodes = [node('Identity', [['label'], ['label']])];
    expect(classesOf({ nodes, outputs: [LABEL] })).toBeNull();
  });
});
