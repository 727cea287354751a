import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DATA_CHECKS } from '../../src/domain/data-checks/catalogue.ts';

it('docs/data-checks.md lists the checks with their severity and limit, in the order of the catalogue', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/data-checks.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+) \| ([\d.]+|–) \|/gm)].map(([, ...cells]) => cells);
  expect(rows).toEqual(
    DATA_CHECKS.map(({ kind, severity, limit }) => [kind, severity, limit === null ? '–' : String(limit)]),
  );
});
