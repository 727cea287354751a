import { describe, expect, it } from 'vitest';
import { limitProblem, type ReleaseFile } from './asset-limits.ts';

const files = (count: number): ReleaseFile[] =>
  Array.from({ length: count }, (_, index) => ({ name: `model/${index}`, bytes: 1 }));

describe('what a GitHub release can hold', () => {
  it.each<[string, readonly ReleaseFile[]]>([
    ['a file of one byte less than 2 GiB', [{ name: 'm.onnx', bytes: 2 ** 31 - 1 }]],
    ['a thousand files', files(1000)],
    ['a name of 255 characters', [{ name: 'm'.repeat(255), bytes: 1 }]],
  ])('%s', (_, given) => {
    expect(limitProblem(given)).toBeNull();
  });

  it.each<[string, readonly ReleaseFile[], string, string]>([
    [
      '2 GiB',
      [{ name: 'm.onnx', bytes: 2 ** 31 }],
      'm.onnx has 2.15 GB: an asset of a GitHub release must be smaller than 2 GiB',
      'a folder of smaller files',
    ],
    [
      'a file more',
      files(1001),
      'the release has 1001 files: a GitHub release holds at most 1000',
      'fewer files',
    ],
    [
      'a name that is too long as an asset, not as a file',
      [{ name: `model/${'ü'.repeat(50)}`, bytes: 1 }],
      'its name has 308 characters, more than 255',
      'a shorter name',
    ],
  ])('not %s: told with the way out', (_, given, message, hint) => {
    expect(limitProblem(given)).toMatchObject({
      code: 'input',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});
