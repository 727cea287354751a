import { describe, expect, it } from 'vitest';
import type { GithubEvent } from '../adapters/github/read-event.ts';
import { retrainingOf } from './retraining-inputs.ts';

const SCHEDULED = {
  name: 'schedule',
  ref: 'refs/heads/main',
  defaultBranch: 'main',
  pull: null,
} as GithubEvent;

function read(
  workflow: string,
  { coolDown = '7d', event = SCHEDULED }: { coolDown?: string; event?: GithubEvent | null } = {},
) {
  const values: Readonly<Record<string, string>> = { 'retrain-workflow': workflow, 'cool-down': coolDown };
  const inputs = { value: (name: string) => values[name] ?? '', isOn: () => false };
  return retrainingOf(inputs, event, 'acme/models/.github/workflows/monitor.yml@refs/heads/main');
}

describe('retrain-workflow and cool-down', () => {
  it('are a file and a time', () => {
    expect(read('retrain.yml')).toEqual({ workflow: 'retrain.yml', coolDownMs: 7 * 86_400_000 });
    expect(read('.github/workflows/retrain.yaml', { coolDown: '12h' })).toEqual({
      workflow: 'retrain.yaml',
      coolDownMs: 12 * 3_600_000,
    });
  });

  it('ask for nothing without a file, off the default branch, on a pull request and outside of GitHub', () => {
    const pull = { number: 1 } as GithubEvent['pull'];
    expect(read('')).toBeNull();
    for (const event of [null, { ...SCHEDULED, ref: 'refs/heads/other' }, { ...SCHEDULED, pull }])
      expect(read('retrain.yml', { event })).toBeNull();
  });

  it.each([
    ['../retrain.yml', '7d', 'is no file of .github/workflows'],
    ['retrain', '7d', 'is no file of .github/workflows'],
    ['monitor.yml', '7d', 'would start itself'],
    ['retrain.yml', '10m', 'at least 1h'],
    ['retrain.yml', 'weekly', 'expected a time such as 7d'],
    ['retrain.yml', '', 'expected a time such as 7d'],
  ])('%s, %s: refused', (workflow, coolDown, message) => {
    expect(() => read(workflow, { coolDown })).toThrow(message);
  });
});
