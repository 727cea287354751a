import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  classifierModel,
  graph,
  linearClassifier,
  mapSequence,
  model,
  node,
  tensor,
  valueInfo,
} from '../../../test/fixtures/onnx/build-model.ts';
import { readOnnxFile } from './onnx-graph.ts';
import { rewriteZipMaps } from './rewrite-zipmaps.ts';

function rewritten(bytes: Uint8Array) {
  const result = rewriteZipMaps(bytes, readOnnxFile(bytes));
  return { bytes: result, file: readOnnxFile(result) };
}

function operators(bytes: Uint8Array): string[] {
  return readOnnxFile(bytes).graph.nodes.map(({ op, domain }) => `${domain}:${op}`);
}

describe('rewriteZipMaps', () => {
  it('returns the very bytes of a model without a ZipMap', () => {
    const bytes = classifierModel({ classes: ['a', 'b'], columns: 2 });
    expect(rewritten(bytes).bytes).toBe(bytes);
  });

  it('turns the map into Identity and keeps names, order and everything else', () => {
    const plain = classifierModel({ classes: ['a', 'b'], columns: 2 });
    const bytes = classifierModel({ classes: ['a', 'b'], columns: 2, hasZipMap: true });
    const { file, bytes: result } = rewritten(bytes);
    expect(operators(result)).toEqual(['ai.onnx.ml:LinearClassifier', ':Identity']);
    expect(file.graph.outputs).toEqual(['label', 'probabilities']);
    expect(file.graph.nodes[1]).toMatchObject({ inputs: ['scores'], outputs: ['probabilities'] });
    expect(file.graph.nodes[0]?.bytes).toEqual(readOnnxFile(plain).graph.nodes[0]?.bytes);
    expect(file.producer).toBe('modelyard tests');
  });

  it('adds the standard operators where only ai.onnx.ml is imported, as CatBoost does', () => {
    const parts = linearClassifier({ classes: ['0', '1'], columns: 2 });
    const zipMap = node('ZipMap', [['scores'], ['p']], {
      domain: 'ai.onnx.ml',
      attributes: { classlabels_int64s: { ints: [0, 1] } },
    });
    const bytes = model({
      ...parts,
      nodes: [...parts.nodes, zipMap],
      outputs: [mapSequence('p', 'int64')],
      opsets: { 'ai.onnx.ml': 2 },
    });
    expect(rewritten(bytes).file.opsets).toEqual([
      { domain: 'ai.onnx.ml', version: 2n },
      { domain: '', version: 13n },
    ]);
  });

  it('leaves a ZipMap of another domain and the branches of an If alone', () => {
    const branch = (value: number) =>
      graph({
        nodes: [],
        inputs: [],
        outputs: [valueInfo(`b${value}`, 'float32', [1])],
        constants: [tensor({ name: `b${value}`, type: 'float32', dims: [1], values: [value] })],
      });
    const bytes = model({
      nodes: [
        node('If', [['c'], ['y']], {
          attributes: { then_branch: { graph: branch(1) }, else_branch: { graph: branch(2) } },
        }),
        node('ZipMap', [['y'], ['z']], { domain: 'com.acme' }),
      ],
      inputs: [valueInfo('c', 'bool', [])],
      outputs: [valueInfo('y', 'float32', [1])],
    });
    expect(rewritten(bytes).bytes).toBe(bytes);
  });

  it('changes nothing but the map in a model that a library exported', () => {
    const path = new URL('../../../test/fixtures/onnx/sklearn-forest-zipmap.onnx', import.meta.url);
    const bytes = new Uint8Array(readFileSync(path));
    const before = readOnnxFile(bytes);
    const { file } = rewritten(bytes);
    expect(file.graph.nodes.slice(0, -1)).toEqual(before.graph.nodes.slice(0, -1));
    expect(before.graph.nodes.at(-1)?.op).toBe('ZipMap');
    expect(file.graph.nodes.at(-1)?.op).toBe('Identity');
    expect({ ...file, graph: null }).toEqual({ ...before, graph: null });
  });
});
