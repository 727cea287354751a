import { describe, expect, it } from 'vitest';
import { recogniseFile } from './recognise-file.ts';

const LATIN1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

describe('recogniseFile', () => {
  it.each([
    ['', 'empty'],
    [LFS, 'Git LFS pointer'],
    ['outs:\n- md5: d41d8cd98f00b204\n  size: 5\n  path: model.onnx\n', 'DVC pointer'],
    ['<!DOCTYPE html>\n<html><body>404</body></html>', 'HTML'],
    ['\n  <html lang="en">', 'HTML'],
    ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'XML'],
    ['PK\x03\x04\x14\x00archive/data.pkl\x80\x02', 'PyTorch'],
    ['PK\x03\x04\x14\x00arr_0.npy\x93NUMPY', 'NumPy archive'],
    ['PK\x03\x04\x14\x00config.json', 'zip'],
    ['\x80\x04\x95\x10\x00\x00\x00sklearn.linear_model', 'pickle'],
    ['\x78\x9c\x8d\x92', 'zlib'],
    ['\x40\x00\x00\x00\x00\x00\x00\x00{"__metadata__":{}}', 'safetensors'],
    ['\x89HDF\r\n\x1a\n', 'HDF5'],
    ['GGUF\x03\x00\x00\x00', 'GGUF'],
    ['\x1c\x00\x00\x00TFL3\x14\x00', 'TensorFlow Lite'],
    ['\x1c\x00\x00\x00ORTM\x14\x00', '.ort'],
    ['\x93NUMPY\x01\x00', 'NumPy array'],
    ['PAR1\x15\x04', 'Parquet'],
    ['CBM1\x00\x01', 'CatBoost'],
    ['tree\nversion=v4\nnum_class=1\n', 'LightGBM'],
    ['{"learner":{"attributes":{}}}', 'XGBoost'],
    ['\x1f\x8b\x08\x00', 'gzip'],
    ['BZh91AY', 'bzip2'],
    ['\xfd7zXZ\x00', 'xz'],
    ['\x28\xb5\x2f\xfd\x24', 'Zstandard'],
    ['just some words\tand a tab\r\n', 'a text file'],
    [Buffer.from('größer', 'utf8').toString('latin1'), 'a text file'],
  ])('%j is %s', (text, what) => {
    const found = recogniseFile(LATIN1(text));
    expect(found?.what).toContain(what);
    expect(found?.hint).not.toBe('');
  });

  it('knows nothing of other binary bytes', () => {
    expect(recogniseFile(Uint8Array.of(0x08, 0x08, 0x12, 0x04))).toBeNull();
    expect(recogniseFile(new Uint8Array(5000))).toBeNull();
  });
});
