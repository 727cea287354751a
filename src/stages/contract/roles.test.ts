import { describe, expect, it } from 'vitest';
import type { DataConfig } from '../../config/resolved.ts';
import { featureColumns } from '../../domain/contract/declared-columns.ts';
import { driftSettings } from '../../domain/drift/contract-settings.ts';
import { DRIFT_DEFAULTS } from '../../domain/drift/drift-settings.ts';
import { assertRolesAgree } from './assert-roles.ts';
import { parseDocument } from './load-contract.ts';

function loaded(...properties: string[]) {
  const head = ['apiVersion: v3.1.0', 'kind: DataContract', 'id: c', 'version: 1.0.0', 'status: active'];
  const lines = [
    ...head,
    'schema:',
    '  - name: rows',
    '    properties:',
    ...properties.map((line) => `      - ${line}`),
  ];
  return parseDocument(`${lines.join('\n')}\n`, 'c.yaml');
}

const contract = (...properties: string[]) => loaded(...properties).contract;

const custom = (name: string, ...parts: string[]) =>
  `{name: ${name}, customProperties: [${parts.map((part) => `{property: ${part}}`).join(', ')}]}`;

const data = { targets: ['churned'], id: 'id', groupBy: null, time: 'at' } as unknown as DataConfig;

describe('roles of columns', () => {
  it('features are the columns with that role, or those without another', () => {
    const rest = [
      custom('churned', 'role, value: label'),
      custom('at', 'role, value: time'),
      custom('w', 'role, value: weight'),
      custom('late', 'environments, value: [training]'),
      custom('soon', 'lifecycle, value: planned'),
      custom('old', 'lifecycle, value: deprecated'),
    ];
    expect(featureColumns(contract('{name: age}', ...rest, '{name: plan}'))).toEqual(['age', 'old', 'plan']);
    expect(featureColumns(contract('{name: age}', ...rest, custom('plan', 'role, value: feature')))).toEqual([
      'plan',
    ]);
  });

  it('must agree with modelyard.yml', () => {
    const check = (...properties: string[]) => {
      const { contract: read, placeOf } = loaded(...properties);
      assertRolesAgree(read, data, placeOf);
    };
    expect(() => check(custom('churned', 'role, value: label'))).not.toThrow();
    expect(() => check(custom('left', 'role, value: label'), custom('row', 'role, value: id'))).toThrow(
      [
        'c.yaml:9:9: the label is left, data.target of modelyard.yml says churned',
        'c.yaml:10:9: the id is row, data.id of modelyard.yml says id',
      ].join('\n'),
    );
  });

  it('tell their place in a short form, too', () => {
    const text = 'contract: c\ncolumns:\n  id: id\n  left: label string\n';
    const { contract: read, placeOf } = parseDocument(text, 'short.yaml');
    expect(() => assertRolesAgree(read, data, placeOf)).toThrow(/^short\.yaml:4:\d+: the label is left/);
  });

  it('one column has a role that only one may have', () => {
    expect(() => contract(custom('a', 'role, value: label'), custom('b', 'role, value: label'))).toThrow(
      'b has the role label, which a has already',
    );
  });

  it('a label is asked for in training and evaluation', () => {
    expect(contract(custom('y', 'role, value: label')).columns[0]?.environments).toEqual([
      'training',
      'evaluation',
    ]);
  });

  it('skew outranks drift where serving data are compared, and the config outranks both', () => {
    const given = contract(
      custom('a', 'drift, value: {threshold: 0.2, min_rows: 500}', 'skew, value: {js: 0.3}'),
      custom('b', 'drift, value: {threshold: 0.2, null_share: 0.1}'),
      custom('c', 'drift, value: off'),
      '{name: d}',
    );
    const both = { js: 0.2, wasserstein: 0.2 };
    expect(driftSettings(DRIFT_DEFAULTS, given, 'skew').columns).toEqual({
      a: { js: 0.3 },
      b: { ...both, nullShare: 0.1 },
      c: 'off',
    });
    expect(driftSettings(DRIFT_DEFAULTS, given, 'drift').columns).toMatchObject({
      a: { ...both, leastRows: 500 },
    });
    const columns = { b: { js: null }, c: { psi: 0.2 }, d: 'off' as const };
    expect(driftSettings({ ...DRIFT_DEFAULTS, columns }, given, 'drift').columns).toMatchObject({
      b: { js: null, wasserstein: 0.2, nullShare: 0.1 },
      c: { psi: 0.2 },
      d: 'off',
    });
  });
});
