import { describe, expect, it } from 'vitest';
import { buildColumn, buildProfile } from '../../../test/fixtures/drift/build-profile.ts';
import { readRandHie } from '../../../test/fixtures/drift/rand-hie.ts';
import { createRandom, type Random } from '../../../test/fixtures/drift/random.ts';
import { compareProfiles } from './compare-profiles.ts';
import { DRIFT_DEFAULTS } from './drift-settings.ts';

/**
 * The same people come back in later years. Permutations of real people say what happens without drift: who is in which
 * period is drawn by lot, while every person keeps the own rows.
 */
const COLUMNS = ['income', 'site', 'family_size', 'mental_health_index', 'general_health_index'];
const rows = readRandHie();
const cells = COLUMNS.map((name) => ({ name, values: rows.number(name) }));
const rowsOf = new Map<number, number[]>();
for (const [row, person] of rows.persons.entries()) rowsOf.set(person, [...(rowsOf.get(person) ?? []), row]);
const TIMES = 12;

/** Signals of the rows in `later` against the others. */
function compare(later: readonly boolean[], among: readonly number[], isGrouped: boolean) {
  const before = among.filter((row) => !later[row]);
  const now = among.filter((row) => later[row]);
  const groups = (part: number[]) => (isGrouped ? part.map((row) => rows.persons[row] ?? 0) : null);
  const pick = (values: Float64Array, part: number[]) => Float64Array.from(part, (row) => values[row] ?? 0);
  const references = cells.map(({ name, values }) =>
    buildColumn(name, pick(values, before), { groups: groups(before) }),
  );
  const currents = cells.map(({ name, values }, index) =>
    buildColumn(name, pick(values, now), { groups: groups(now), reference: references[index] ?? null }),
  );
  const options = { settings: DRIFT_DEFAULTS, optional: [] };
  return compareProfiles(buildProfile(references), buildProfile(currents), options);
}

/** Of `TIMES` permutations, in how many anything is significant at 5 % after Holm, whatever the size of the effect. */
function significant(draw: (random: Random) => boolean[], isGrouped: boolean, among = all): number {
  const random = createRandom(4);
  let count = 0;
  for (let time = 0; time < TIMES; time++)
    if (compare(draw(random), among, isGrouped).some(({ pValue }) => (pValue ?? 1) < 0.05)) count++;
  return count;
}

const all = rows.persons.map((_, row) => row);
const returning = [...rowsOf.values()]
  .filter((own) => new Set(own.map((row) => (rows.years[row] ?? 0) > 3)).size === 2)
  .flat();

/** A third of the persons, with all of their rows. */
const otherPersons = (random: Random) => {
  const chosen = new Map([...rowsOf.keys()].map((person) => [person, random.uniform() < 1 / 3]));
  return rows.persons.map((person) => chosen.get(person) === true);
};

/** Every returning person keeps the number of rows in each period; which rows they are is drawn. */
const ownYearsShuffled = (random: Random) => {
  const later = new Array<boolean>(rows.persons.length).fill(false);
  for (const own of rowsOf.values()) {
    const order = [...own];
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.integer(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    const count = own.filter((row) => (rows.years[row] ?? 0) > 3).length;
    for (const row of order.slice(0, count)) later[row] = true;
  }
  return later;
};

describe('people drawn by lot', () => {
  it('are no drift when they are other people; rows taken for independent would prove one', () => {
    expect(significant(otherPersons, true)).toBeLessThanOrEqual(3);
    expect(significant(otherPersons, false)).toBeGreaterThan(TIMES / 2);
  });

  it('are no drift when they return: their likeness to themselves makes the answer careful, not eager', () => {
    expect(new Set(returning.map((row) => rows.persons[row])).size).toBe(1687);
    expect(significant(ownYearsShuffled, true, returning)).toBe(0);
  });
});

describe('years 4 and 5 as they were', () => {
  const later = rows.years.map((year) => year > 3);
  const alarms = (among: readonly number[]) =>
    compare(later, among, true)
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ column, statistic }) => `${column} ${statistic}`);

  it('differ from years 1 to 3 in site, income and missing answers', () => {
    expect(alarms(all)).toEqual([
      'income wasserstein',
      'site js',
      'site wasserstein',
      'general_health_index null_share',
    ]);
  });

  it('are the same as before for those who returned: it is other people who are missing', () => {
    expect(alarms(returning)).toEqual([]);
  });
});
