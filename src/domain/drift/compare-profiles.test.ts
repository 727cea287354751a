import { describe, expect, it } from 'vitest';
import { buildColumn, buildProfile, type Values } from '../../../test/fixtures/drift/build-profile.ts';
import { values } from '../../../test/fixtures/drift/simulate.ts';
import { compareProfiles } from './compare-profiles.ts';
import { type ColumnSettings, DRIFT_DEFAULTS, type DriftSettings } from './drift-settings.ts';
import type { ColumnProfile } from './profile.ts';

const compare = (reference: ColumnProfile[], current: ColumnProfile[], optional: string[] = []) =>
  compareProfiles(buildProfile(reference), buildProfile(current), { settings: DRIFT_DEFAULTS, optional });
const ramp = values(500, (row) => row % 50);
const reference = buildColumn('x', ramp);
const like = (now: Values, groups: number[] | null = null) => buildColumn('x', now, { reference, groups });

describe('compareProfiles', () => {
  it('finds nothing in the same rows', () => {
    const signals = compare([reference], [like(ramp)]);
    expect(
      signals.map(({ statistic, value, pValue, verdict }) => [statistic, value, pValue, verdict]),
    ).toEqual([
      ['js', 0, 1, 'pass'],
      ['wasserstein', 0, 1, 'pass'],
      ['null_share', 0, 1, 'pass'],
    ]);
  });

  it('tells a column that is missing, unless it may be', () => {
    expect(compare([reference], [])).toMatchObject([
      { signal: 'schema', column: 'x', verdict: 'fail', value: null, reason: 'the column is missing' },
    ]);
    expect(compare([reference], [], ['x'])).toEqual([]);
  });

  it('judges a classified column by its missing cells alone', () => {
    const classified = { ...reference, classified: true as const };
    const moved = like(values(500, (row) => (row < 200 ? Number.NaN : 1000)));
    expect(compare([classified], [moved])).toMatchObject([
      {
        statistic: 'js',
        value: null,
        verdict: 'insufficient',
        reason: 'the contract classifies the column: only missing cells are compared',
      },
      { statistic: 'null_share', value: 0.4, verdict: 'fail' },
    ]);
  });

  it('says why the distance of values is not told that lie too far apart', () => {
    const wide = { ...reference, standardDeviation: null, reason: 'the values lie too far apart' };
    const [js, distance, nulls] = compare([wide], [like(ramp)]);
    expect(js).toMatchObject({ statistic: 'js', verdict: 'pass', pValue: 1 });
    expect(distance).toMatchObject({
      statistic: 'wasserstein',
      value: null,
      pValue: null,
      verdict: 'insufficient',
      reason: 'the values lie too far apart',
    });
    expect(nulls).toMatchObject({ statistic: 'null_share', verdict: 'pass' });
  });

  it('takes the limits of a column, and tells one that is left out', () => {
    const moved = like(values(500, (row) => (row % 50) + 5));
    const limited = (limits: ColumnSettings) =>
      compareProfiles(buildProfile([reference]), buildProfile([moved]), {
        settings: { ...DRIFT_DEFAULTS, columns: { x: limits } },
        optional: [],
      });
    const told = (signals: ReturnType<typeof limited>) =>
      signals.map(({ statistic, threshold, verdict }) => [statistic, threshold, verdict]);
    expect(told(limited({ wasserstein: 0.2, js: 0.9 }))).toEqual([
      ['js', 0.9, 'pass'],
      ['wasserstein', 0.2, 'fail'],
      ['null_share', 0.05, 'pass'],
    ]);
    expect(told(limited({ wasserstein: 3, js: 0.9, nullShare: 0.5 }))).toEqual([
      ['js', 0.9, 'pass'],
      ['wasserstein', 3, 'pass'],
      ['null_share', 0.5, 'pass'],
    ]);
    expect(limited({ leastRows: 501 })[0]).toMatchObject({ verdict: 'insufficient' });
    expect(limited('off')).toMatchObject([
      {
        column: 'x',
        statistic: 'off',
        verdict: 'insufficient',
        reason: 'not compared: drift is switched off for this column',
      },
    ]);
  });

  it('leaves a new column alone', () => {
    expect(compare([], [like(ramp)])).toEqual([]);
  });

  it('tells a column whose kind changed', () => {
    const texts = Array.from({ length: 500 }, (_, row) => `t${row % 3}`);
    expect(compare([reference], [buildColumn('x', texts)])).toMatchObject([
      { signal: 'schema', verdict: 'fail', reason: 'the column holds categories now, numbers before' },
    ]);
  });

  it.each([
    ['numbers', like(new Float64Array(500).fill(Number.NaN))],
    ['what is read as text because it has no value', buildColumn('x', new Array<null>(500).fill(null))],
  ])('takes a column without any value for missing cells, be it %s', (_, empty) => {
    const signals = compare([reference], [empty]);
    expect(signals.find(({ signal }) => signal === 'nulls')).toMatchObject({
      value: 1,
      verdict: 'fail',
      reason: '0.0 % missing before, 100.0 % now',
    });
    expect(signals.filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
    expect(compare([empty], [reference]).filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
  });

  it.each([0, 1, 99])('does not judge %d rows, whatever they hold', (rows) => {
    const signals = compare([reference], [like(new Float64Array(rows).fill(1e6))]);
    expect(signals.map(({ verdict }) => verdict)).toEqual(
      ['insufficient', 'insufficient', 'insufficient'].slice(0, signals.length),
    );
    expect(signals[0]).toMatchObject({
      pValue: null,
      reason: expect.stringContaining('at least 100 are needed'),
    });
  });

  it('does not judge 29 groups, be there ever so many rows', () => {
    const groups = (count: number) => Array.from({ length: 500 }, (_, row) => row % count);
    const before = buildColumn('x', ramp, { groups: groups(30) });
    const now = (count: number) =>
      buildColumn(
        'x',
        values(500, () => 49),
        { reference: before, groups: groups(count) },
      );
    expect(compare([before], [now(29)])[0]).toMatchObject({
      verdict: 'insufficient',
      groups: 29,
      reason: '29 groups with a value now; at least 30 are needed',
    });
    expect(compare([before], [now(30)])[0]?.verdict).toBe('fail');
  });

  it('counts only groups that have a value', () => {
    const groups = Array.from({ length: 500 }, (_, row) => row % 100);
    const before = buildColumn('x', ramp, { groups });
    const sparse = values(500, (row) => (row % 100 < 25 ? row : Number.NaN));
    expect(compare([before], [buildColumn('x', sparse, { reference: before, groups })])[0]).toMatchObject({
      verdict: 'insufficient',
      rows: 125,
      groups: 25,
    });
  });

  it('finds a change of spread without a shift', () => {
    const wide = values(500, (row) => 24.5 + (ramp[row]! - 24.5) * 1.6);
    const signals = compare([reference], [like(wide)]);
    expect(signals.find(({ statistic }) => statistic === 'wasserstein')).toMatchObject({ verdict: 'fail' });
  });

  it('one outlier is no drift', () => {
    const outlier = values(500, (row) => (row === 0 ? 1e9 : ramp[row]!));
    expect(compare([reference], [like(outlier)]).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it('a new category counts with the others', () => {
    const texts = (share: number) =>
      Array.from({ length: 1000 }, (_, row) => (row % 100 < share ? 'new' : `t${row % 3}`));
    const before = buildColumn('x', texts(0));
    const now = buildColumn('x', texts(20), { reference: before });
    expect(compare([before], [now])[0]).toMatchObject({ statistic: 'js', verdict: 'fail' });
  });

  it('says why a column of texts that nobody shares is not compared', () => {
    const unique = (from: number) => Array.from({ length: 500 }, (_, row) => `id${from + row}`);
    const before = buildColumn('x', unique(0));
    expect(compare([before], [buildColumn('x', unique(500), { reference: before })])[0]).toMatchObject({
      value: 0,
      verdict: 'pass',
      reason: 'no value is frequent enough to be compared',
    });
  });

  it('asks only for the statistics that have a limit, and asking for more makes none less certain', () => {
    const weak = like(values(300, (row) => (row % 50) + (row % 3 === 0 ? 8 : 0)));
    const run = (settings: Partial<DriftSettings>) =>
      compareProfiles(buildProfile([reference]), buildProfile([weak]), {
        settings: { ...DRIFT_DEFAULTS, ...settings },
        optional: [],
      });
    const names = (settings: Partial<DriftSettings>) => run(settings).map(({ statistic }) => statistic);
    expect(names({})).toEqual(['js', 'wasserstein', 'null_share']);
    expect(names({ psi: 0.2, lInfinity: 0.1 })).toEqual(['js', 'wasserstein', 'psi', 'null_share']);
    expect(names({ js: null, nullShare: null })).toEqual(['wasserstein']);
    expect(run({ psi: 0.2 })[0]?.pValue).toBe(run({})[0]?.pValue);
    expect(run({ psi: 0.2 })[2]?.pValue).toBe(run({})[0]?.pValue);
  });

  it('a column may have limits of its own, or none', () => {
    const texts = (share: number) =>
      Array.from({ length: 1000 }, (_, row) => (row % 100 < share ? 'a' : 'b'));
    const before = [buildColumn('x', texts(20)), buildColumn('y', texts(20)), buildColumn('z', texts(20))];
    const now = before.map((own) => buildColumn(own.column, texts(40), { reference: own }));
    const settings = {
      ...DRIFT_DEFAULTS,
      nullShare: null,
      columns: { x: 'off' as const, y: { js: 0.5, lInfinity: 0.15 } },
    };
    const signals = compareProfiles(buildProfile(before), buildProfile(now), { settings, optional: [] });
    expect(
      signals.map(({ column, statistic, threshold, verdict }) => [column, statistic, threshold, verdict]),
    ).toEqual([
      ['x', 'off', null, 'insufficient'],
      ['y', 'js', 0.5, 'pass'],
      ['y', 'l_infinity', 0.15, 'fail'],
      ['z', 'js', 0.1, 'fail'],
    ]);
  });

  it('a few large groups are no more than as many equal ones', () => {
    const sizes = Array.from({ length: 40 }, (_, group) => (group < 4 ? 100 : 3));
    const groups = sizes.flatMap((size, group) => new Array<number>(size).fill(group));
    const before = buildColumn(
      'x',
      values(groups.length, (row) => row % 50),
      { groups },
    );
    const now = buildColumn(
      'x',
      values(groups.length, (row) => row % 7),
      { groups, reference: before },
    );
    expect(compare([before], [now])[0]).toMatchObject({
      verdict: 'insufficient',
      groups: 40,
      reason:
        '40 groups with a value now, so uneven that they say no more than 6 equal ones; at least 30 are needed',
    });
  });

  it('what cannot be tested does not make the others pay', () => {
    const weak = values(300, (row) => (row % 50) + (row % 3 === 0 ? 8 : 0));
    const constant = Array.from({ length: 40 }, (_, index) =>
      buildColumn(
        `k${index}`,
        values(500, () => 1),
      ),
    );
    const alone = compare([reference], [like(weak)])[0]?.pValue;
    expect(compare([reference, ...constant], [like(weak), ...constant])[0]?.pValue).toBe(alone);
  });
});
