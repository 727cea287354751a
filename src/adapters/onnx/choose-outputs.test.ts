import { describe, expect, it } from 'vitest';
import { chooseClassOutputs, chooseValueOutput } from './choose-outputs.ts';

function output(name: string, type: string, shape: (number | string)[]) {
  return { name, type, shape };
}

const LABEL = output('label', 'int64', ['']);
const TEXT = output('label', 'string', [1]);

describe('chooseClassOutputs', () => {
  it.each([
    ['the only float output', [LABEL, output('p', 'float32', ['', 2])]],
    ['of unknown shape', [LABEL, output('p', 'float64', [])]],
    [
      'the one with a column per class',
      [output('p', 'float16', ['', 2]), output('embedding', 'float32', ['', 64]), LABEL],
    ],
  ])('takes %s', (_, outputs) => {
    const plan = chooseClassOutputs(outputs, ['0', '1']);
    expect(plan).toMatchObject({ isPerClass: false, label: { name: 'label' } });
    expect(plan.scores.map(({ name }) => name)).toEqual(['p']);
  });

  it('takes no label when there are two candidates', () => {
    const plan = chooseClassOutputs(
      [LABEL, output('id', 'int64', ['']), output('p', 'float32', ['', 2])],
      null,
    );
    expect(plan.label).toBeNull();
  });

  it('finds one output per class, in the order of the classes', () => {
    const outputs = [TEXT, output('scat', 'float32', ['']), output('sbig_dog', 'float32', [''])];
    expect(chooseClassOutputs(outputs, ['big dog', 'cat'])).toMatchObject({
      isPerClass: true,
      classes: ['big dog', 'cat'],
      scores: [{ name: 'sbig_dog' }, { name: 'scat' }],
    });
    expect(chooseClassOutputs(outputs, null)).toMatchObject({ classes: ['cat', 'big_dog'] });
    const numbered = [LABEL, output('i0', 'float32', ['']), output('i1', 'float32', ['', 1])];
    expect(chooseClassOutputs(numbered, null)).toMatchObject({ isPerClass: true, classes: ['0', '1'] });
  });

  it.each([
    ['no float', [LABEL], "none of the model's outputs can be probabilities: label (int64 [?])"],
    [
      'two floats of the same shape',
      [output('logits', 'float32', ['n', 2]), output('p', 'float32', ['n', 2])],
      "more than one of the model's outputs can be probabilities: logits (float32 [n, 2]); p (float32 [n, 2])",
    ],
    [
      'columns of other names',
      [LABEL, output('mean', 'float32', ['']), output('std', 'float32', [''])],
      'more than one',
    ],
    ['nothing', [], 'there are none'],
  ])('refuses %s and lists what there is', (_, outputs, message) => {
    expect(() => chooseClassOutputs(outputs, ['0', '1'])).toThrow(message);
  });
});

describe('chooseValueOutput', () => {
  it.each([
    ['[n]', [output('y', 'float32', [''])]],
    [
      '[n, 1] beside others',
      [output('y', 'float64', ['', 1]), output('leaves', 'int64', ['', 8]), output('e', 'float32', ['', 8])],
    ],
    ['unknown', [output('y', 'float32', [])]],
  ])('takes %s', (_, outputs) => {
    expect(chooseValueOutput(outputs).scores.map(({ name }) => name)).toEqual(['y']);
  });

  it('refuses two columns, two outputs and none', () => {
    expect(() => chooseValueOutput([output('p', 'float32', ['', 2])])).toThrow(
      'output p of the model has 2 columns',
    );
    expect(() =>
      chooseValueOutput([output('mean', 'float32', ['']), output('std', 'float32', [''])]),
    ).toThrow("more than one of the model's outputs can be a number per row");
    expect(() => chooseValueOutput([LABEL])).toThrow('none of');
  });
});
