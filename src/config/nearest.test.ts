import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['roc_uac', ['roc_auc', 'log_loss'], 'roc_auc'],
    ['trian', ['train', 'data'], 'train'],
    ['rnu', ['run', 'train'], 'run'],
    ['di', ['on', 'id'], 'id'],
    ['run', ['nur', 'urn'], 'urn'],
    ['groupBy', ['group_by', 'id'], 'group_by'],
    ['group-by', ['group_by', 'id'], 'group_by'],
    ['MAX', ['min', 'max'], 'max'],
    ['foo', ['on', 'id'], null],
    ['x', ['id'], null],
    ['', ['id'], null],
    ['anything', [], null],
    ['a'.repeat(100), ['a'.repeat(99)], null],
  ])('%j of %j is %j', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
