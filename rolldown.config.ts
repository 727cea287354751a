import { defineConfig } from 'rolldown';

// Native add-ons are never bundled: they come from node_modules or from runtime/.
export default defineConfig({
  input: {
    main: 'src/main.ts',
    'onnx-worker': 'src/adapters/onnx/worker.ts',
    'sql-worker': 'src/adapters/duckdb/sql-worker.ts',
  },
  platform: 'node',
  external: ['@duckdb/node-api', 'onnxruntime-node'],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: false,
  },
});
