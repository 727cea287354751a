import { describe, expect, it } from 'vitest';
import { loadRuntime } from './load-runtime.ts';

function failing(message: string): () => Promise<never> {
  return () => Promise.reject(new Error(message));
}

describe('loadRuntime', () => {
  it('says how to install what is missing', async () => {
    await expect(
      loadRuntime(failing("Cannot find package 'onnxruntime-node' imported from /x/onnx-worker.js")),
    ).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining('is not installed'),
      hint: expect.stringContaining('npm ci'),
    });
  });

  it.each([
    "Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'",
    'Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by libonnxruntime.so.1)',
    "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.32' not found",
  ])('names the platform where it does not run: %s', async (message) => {
    await expect(loadRuntime(failing(message))).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining(`does not run on ${process.platform}-${process.arch}`),
      hint: expect.stringContaining('glibc'),
    });
  });
});
