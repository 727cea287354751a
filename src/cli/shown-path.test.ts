import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shownPath } from './shown-path.ts';

describe('shownPath', () => {
  const from = resolve('/home/ada/churn');

  it.each([
    ['/home/ada/churn/.modelyard/churn/report.md', '.modelyard/churn/report.md'],
    ['/home/ada/churn', '.'],
  ])('%s is told as %s', (path, shown) => {
    expect(shownPath(resolve(path), from).replaceAll('\\', '/')).toBe(shown);
  });

  it('is the path itself when it lies elsewhere', () => {
    for (const path of ['/home/ada/churn-2/report.md', '/home/ada/report.md', '/srv/models'])
      expect(shownPath(resolve(path), from)).toBe(resolve(path));
  });
});
