import { describe, expect, it } from 'vitest';
import { externalTensor, graph, model, node, valueInfo } from '../../../test/fixtures/onnx/build-model.ts';
import { externalDataFiles } from './external-data.ts';
import { WireError } from './wire.ts';

const Y = valueInfo('y', 'float32', [1]);

describe('externalDataFiles', () => {
  it('finds initializers, constants in attributes and tensors of subgraphs', () => {
    const branch = graph({
      nodes: [],
      inputs: [],
      outputs: [Y],
      constants: [externalTensor('y', [1], 'branch.bin')],
    });
    const bytes = model({
      nodes: [
        node('Constant', [[], ['c']], {
          attributes: { value: { tensor: externalTensor('v', [1], 'attribute.bin') } },
        }),
        node('If', [['c'], ['y']], { attributes: { then_branch: { graph: branch } } }),
      ],
      inputs: [],
      outputs: [Y],
      constants: [externalTensor('w', [1], 'weights.bin'), externalTensor('b', [1], 'weights.bin')],
    });
    expect(externalDataFiles(bytes)).toEqual(['attribute.bin', 'branch.bin', 'weights.bin']);
  });

  it('gives up on nesting that nobody exports', () => {
    let inner = graph({ nodes: [], inputs: [], outputs: [Y] });
    for (let depth = 0; depth < 100; depth++) {
      const wrap = node('If', [['c'], ['y']], { attributes: { then_branch: { graph: inner } } });
      inner = graph({ nodes: [wrap], inputs: [], outputs: [Y] });
    }
    const outermost = node('If', [['c'], ['y']], { attributes: { then_branch: { graph: inner } } });
    expect(() => externalDataFiles(model({ nodes: [outermost], inputs: [], outputs: [Y] }))).toThrow(
      WireError,
    );
  });
});
