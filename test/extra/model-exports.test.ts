import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/records/run.ts';
import { type Bundle, buildBundle, gitRepository, PROJECT, run } from '../protocol/bundle.ts';
import { python } from './python.ts';

/** What export-models.py writes beside a model: scikit-learn's metrics of the scores that onnxruntime gives. */
interface Expected {
  readonly task: string;
  readonly metrics: Readonly<Record<string, number>>;
}

const EXPORTER = fileURLToPath(new URL('python/export-models.py', import.meta.url));
const CASES = readFileSync(new URL('python/export_cases.py', import.meta.url), 'utf8').matchAll(
  /Case\(\s*"([a-z0-9-]+)"/g,
);
const NAMES = [...CASES].map(([, name]) => name ?? '');

let bundle: Bundle;
let folder: string;
let records: ReadonlyMap<string, RunRecord>;

beforeAll(async () => {
  bundle = await buildBundle();
  folder = join(bundle.folder(), 'cases');
  await python(['-W', 'ignore', EXPORTER, join(PROJECT, 'examples', 'quickstart', 'data'), folder]);
  await gitRepository(folder);
  const ended = await run(process.execPath, [bundle.main, 'run', '--json'], { cwd: folder });
  // No gate is configured: nothing may pass, and nothing may be an error.
  expect(ended.code, ended.stderr).toBe(1);
  const all: readonly RunRecord[] = JSON.parse(ended.stdout);
  records = new Map(all.map((record) => [record.model, record]));
});
afterAll(() => bundle?.remove());

it('every case was exported', () => {
  expect([...records.keys()].sort()).toEqual([...NAMES].sort());
  expect(NAMES.length).toBeGreaterThan(25);
});

describe.each(NAMES)('%s', (name) => {
  it('has the metrics that scikit-learn computes', () => {
    const expected: Expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
    const evaluation = records.get(name)?.stages.evaluate;
    expect(evaluation?.task).toBe(expected.task);
    const found = new Map(evaluation?.metrics.map((row) => [row.name, row.candidate]));
    expect([...found.keys()].sort()).toEqual(Object.keys(expected.metrics).sort());
    for (const [metric, value] of Object.entries(expected.metrics)) {
      const relativeError = Math.abs((found.get(metric) ?? Number.NaN) - value) / Math.abs(value);
      expect(relativeError, metric).toBeLessThan(1e-12);
    }
  });
});
