import { describe, expect, it } from 'vitest';
import { checkVerdict } from '../../domain/contract/check.ts';
import { diffContracts } from '../../domain/contract/diff/diff-contracts.ts';
import { type CheckSubject, planChecks } from '../../domain/contract/plan-checks.ts';
import { parseContract } from './load-contract.ts';

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: c\nversion: 1.0.0\nstatus: active\n';

/** Every check with its verdict, or that its rows are to be counted. */
function settled(
  text: string,
  columns: readonly string[] = ['id', 'age', 'tags'],
): { readonly id: string; readonly verdict: string; readonly reason?: string | undefined }[] {
  const subject: CheckSubject = {
    contract: parseContract(text, 'c.yaml'),
    columns: columns.map((name) => ({ name, logicalType: 'string', physicalType: 'VARCHAR' })),
    optional: [],
    environment: 'evaluation',
    nowMs: 0,
  };
  return planChecks(subject).map((check) =>
    'outcome' in check
      ? { id: check.id, verdict: checkVerdict(check.outcome, check.severity), reason: check.outcome.reason }
      : { id: check.id, verdict: 'counted' },
  );
}

const CUSTOM = `schema:
  - name: rows
    quality:
      - {type: custom, engine: greatExpectations, implementation: {type: expect_table_row_count_to_equal}}
    properties:
      - name: id
        required: true
        quality:
          - type: custom
            engine: soda
            description: nobody twice
            implementation: |
              type: duplicate_percent
              must_be_less_than: 1.0
      - name: age
        customProperties: [{property: lifecycle, value: planned}]
        quality: [{type: custom, engine: soda, implementation: x}]
      - name: tags
        logicalType: array
        items: {logicalType: string, quality: [{type: custom, engine: dbt, implementation: y, severity: warning}]}
`;

describe('rules for the engines of other tools', () => {
  it('are checks that could not run, with their place; everything else is checked', () => {
    const checks = settled(HEAD + CUSTOM);
    const custom = checks.filter(({ id }) => id.endsWith('custom'));
    expect(custom.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['custom', 'error'],
      ['id.custom', 'error'],
      // Neither would block if it were broken.
      ['age.custom', 'insufficient'],
      ['tags[].custom', 'insufficient'],
    ]);
    expect(custom[1]?.reason).toBe(
      'not run: a rule of type custom (engine soda) cannot be run here; write it as a library or sql rule, or take it out: c.yaml:14:13',
    );
    expect(checks).toContainEqual({ id: 'id.required', verdict: 'counted' });
  });

  it('are not asked where their column need not be', () => {
    const later = CUSTOM.replace(
      'property: lifecycle, value: planned',
      'property: environments, value: [training]',
    );
    expect(settled(HEAD + later, ['id', 'tags']).map(({ id }) => id)).not.toContain('age.custom');
    expect(settled(HEAD + later).map(({ id }) => id)).toContain('age.custom');
  });

  it('are compared as a whole: nobody knows what the engine makes of them', () => {
    const [before, after] = [CUSTOM, CUSTOM.replace('must_be_less_than: 1.0', 'must_be_less_than: 50')];
    const { changes } = diffContracts(parseContract(HEAD + before, 'a'), parseContract(HEAD + after, 'b'));
    expect(changes.map(({ where, breaks }) => [where, breaks])).toEqual([
      ['custom', ['readers']],
      ['custom', ['data']],
    ]);
    expect(
      diffContracts(parseContract(HEAD + before, 'a'), parseContract(HEAD + before, 'b')).changes,
    ).toEqual([]);
  });
});

describe('a contract that describes no rows', () => {
  it.each([
    ['no schema at all', ''],
    ['an empty one', 'schema: []\n'],
    ['an object without properties', 'schema: [{name: orders, physicalName: topic, logicalType: object}]\n'],
  ])('%s: it can be read and compared, and guards nothing, which fails', (_, schema) => {
    expect(settled(HEAD + schema)).toEqual([
      { id: 'contract', verdict: 'error', reason: expect.stringContaining('describes no column') },
    ]);
  });

  it('rules of the object are asked without any property, and no column is unexpected', () => {
    const text = `schema: [{name: rows, quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [id]}}]}]\n`;
    expect(() => parseContract(HEAD + text, 'c.yaml')).toThrow(/there is no property id/);
    const query =
      'schema: [{name: rows, quality: [{type: sql, query: select count(*) from rows, mustBeGreaterThan: 0}]}]\n';
    expect(settled(HEAD + query)).toEqual([{ id: 'sql', verdict: 'counted' }]);
  });

  it('the age of a column that nothing describes could not be looked at', () => {
    const text = 'schema: []\nslaProperties: [{property: latency, value: 4, unit: d, element: tab.at}]\n';
    expect(settled(HEAD + text)).toEqual([
      { id: 'tab.at.freshness', verdict: 'error', reason: expect.stringContaining('there is no object tab') },
    ]);
  });
});
