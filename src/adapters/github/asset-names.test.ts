import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetName } from '../../../test/github/asset-name.ts';
import { fromAssetName, toAssetName } from './asset-names.ts';

describe('names of assets', () => {
  it.each([
    ['churn.onnx', 'churn.onnx'],
    ['SHA256SUMS', 'SHA256SUMS'],
    ['model/weights.bin', 'model+2Fweights.bin'],
    ['model/.hidden', 'model+2F.hidden'],
    ['.hidden', '+2Ehidden'],
    ['a..b.', 'a.+2Eb+2E'],
    ['a+2Fb', 'a+2B2Fb'],
    ['Modèle 1.onnx', 'Mod+C3+A8le+201.onnx'],
  ])('%s is %s', (name, asset) => {
    expect(toAssetName(name)).toBe(asset);
    expect(fromAssetName(asset)).toBe(name);
  });

  it('come back as they were, and GitHub leaves them as they are', () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => !/[\\/\0]/.test(text) && text !== '.' && text !== '..');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const name = parts.join('/');
        const asset = toAssetName(name);
        expect(assetName(asset)).toBe(asset);
        expect(fromAssetName(asset)).toBe(name);
      }),
      { seed: 7 },
    );
  });

  it.each(['..+2Fx', '+2E+2E+2Fx', '+2Fetc', 'a+2F+2Fb', 'a+5Cb', 'a+00', 'a+2f', 'a+41', 'a b', 'a+C3'])(
    '%s was not made here, or leads astray',
    (asset) => {
      expect(fromAssetName(asset)).toBeNull();
    },
  );
});
