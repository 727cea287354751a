import { describe, expect, it } from 'vitest';
import type { EnvironmentConfig } from '../../config/resolved.ts';
import { deployOrder } from './deploy-order.ts';

function environment(name: string, requires: string | null = null): EnvironmentConfig {
  return { name, requires, target: { kind: 'directory', path: { written: name, absolute: `/${name}` } } };
}

describe('the order of deployments', () => {
  it('puts what is required first', () => {
    expect(
      deployOrder([
        environment('production', 'staging'),
        environment('staging', 'test'),
        environment('test'),
      ]),
    ).toEqual(['test', 'staging', 'production']);
  });

  it('keeps the written order otherwise', () => {
    expect(deployOrder([environment('b'), environment('a')])).toEqual(['b', 'a']);
    expect(deployOrder([])).toEqual([]);
  });

  it('ends for a circle and for a name that is not there', () => {
    expect(deployOrder([environment('a', 'b'), environment('b', 'a')])).toEqual(['b', 'a']);
    expect(deployOrder([environment('a', 'gone')])).toEqual(['a']);
  });
});
