import { describe, expect, it } from 'vitest';
import { buildColumn, buildProfile, type Values } from '../../../test/fixtures/drift/build-profile.ts';
import { values } from '../../../test/fixtures/drift/simulate.ts';
import { columnChanges } from './column-changes.ts';
import type { ColumnProfile } from './profile.ts';

const repeated = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([text, count]) => new Array<string>(count).fill(text));

function changesOf(before: Record<string, Values>, now: Record<string, Values>, showValues = true) {
  const build = (data: Record<string, Values>, references: readonly ColumnProfile[] = []) =>
    Object.entries(data).map(([column, each]) => {
      const reference = references.find((own) => own.column === column) ?? null;
      return buildColumn(column, each, { reference });
    });
  const was = build(before);
  const profiles = {
    before: buildProfile(was),
    now: buildProfile(build(now)),
    counted: buildProfile(build(now, was)),
  };
  return columnChanges(profiles, { showValues });
}

const ramp = values(200, (row) => row);

describe('columnChanges', () => {
  it('tells columns that came, went or changed their kind', () => {
    const words = repeated({ a: 100, b: 100 });
    const changes = changesOf({ a: ramp, b: ramp, c: ramp }, { a: ramp, b: words, d: words });
    expect(changes.map(({ column, change, kind }) => [column, change, kind.before, kind.now])).toEqual([
      ['a', 'none', 'number', 'number'],
      ['b', 'kind', 'number', 'category'],
      ['c', 'removed', 'number', null],
      ['d', 'added', null, 'category'],
    ]);
  });

  it('tells missing cells, means and ends of numbers', () => {
    const holes = values(200, (row) => (row < 50 ? Number.NaN : row * 2));
    expect(changesOf({ x: ramp }, { x: holes })[0]).toMatchObject({
      missing: { before: 0, now: 0.25 },
      mean: { before: 99.5, now: 249 },
      range: { before: [0, 199], now: [100, 398] },
      domain: null,
    });
  });

  it('tells values that came and went, and hides them where none may be shown', () => {
    const [before, now] = [repeated({ a: 60, b: 60, c: 60 }), repeated({ a: 60, c: 60, d: 60, e: 60 })];
    const domain = {
      size: { before: 3, now: 4 },
      isWhole: { before: true, now: true },
      added: 2,
      gone: 1,
      addedValues: ['d', 'e'],
      goneValues: ['b'],
    };
    expect(changesOf({ x: before }, { x: now })[0]?.domain).toEqual(domain);
    const hidden = changesOf({ x: before, n: ramp }, { x: now, n: ramp }, false);
    expect(hidden[0]?.domain).toEqual({ ...domain, addedValues: [], goneValues: [] });
    expect(hidden[1]?.range).toBeNull();
    expect(JSON.stringify(hidden)).not.toMatch(/"[bde]"/);
  });

  it('a rare value is not gone because it is no longer frequent', () => {
    const long = (prefix: string) =>
      Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`${prefix}${i}`, 10]));
    const [domain] = changesOf(
      { x: repeated({ a: 60, ...long('k') }) },
      { x: repeated({ a: 1, ...long('k') }) },
    ).map((change) => change.domain);
    expect(domain).toMatchObject({ gone: 0, isWhole: { before: false, now: false } });
  });

  it('says nothing of the values of a classified column', () => {
    const column = { ...buildColumn('x', repeated({ a: 60, b: 60 })), classified: true as const };
    const profile = buildProfile([column]);
    const [change] = columnChanges({ before: profile, now: profile, counted: profile }, { showValues: true });
    expect(change?.domain).toBeNull();
  });
});
