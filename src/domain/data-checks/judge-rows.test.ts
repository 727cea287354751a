import { describe, expect, it } from 'vitest';
import { judgeOverlap } from './judge-rows.ts';

const shared = (found: number) => ({ checked: 1000, shared: found });
const train = (alike: number) => ({ checked: 4000, failing: alike, shared: alike, examples: [] });

describe('rows of the evaluation data in the training data', () => {
  it.each([
    { what: 'one, where chance makes none', found: 1, alike: 0, byChance: 1e-6, isMet: false },
    { what: 'none', found: 0, alike: 0, byChance: 1e-6, isMet: true },
    // 5 % of 1,000 against 4 % of 4,000 rows is z = 1.4; 8 % is z = 5.3.
    { what: 'as many as chance makes', found: 50, alike: 160, byChance: 400, isMet: true },
    { what: 'more than chance makes', found: 80, alike: 160, byChance: 400, isMet: false },
    { what: 'a few people of one household', found: 9, alike: 0, byChance: null, isMet: true },
    { what: 'many under new ids and groups', found: 10, alike: 0, byChance: null, isMet: false },
    { what: 'as many under new groups as in training', found: 50, alike: 160, byChance: null, isMet: true },
    {
      what: 'rows that are mostly alike without their group',
      found: 750,
      alike: 2400,
      byChance: null,
      isMet: true,
    },
  ])('$what', ({ found, alike, byChance, isMet }) => {
    expect(judgeOverlap(shared(found), train(alike), byChance)).toMatchObject({ isMet, failing: found });
  });
});
