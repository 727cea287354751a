import { describe, expect, it } from 'vitest';
import { createProgressLine } from './progress-line.ts';

function started() {
  const clock = { ms: 0 };
  return { clock, line: createProgressLine(() => clock.ms) };
}

describe('the line of what goes on', () => {
  it('says nothing before a step, and nothing after it', () => {
    const { line } = started();
    line.rows({ done: 1, total: 2 });
    expect(line.text()).toBeNull();
    line.step({ label: 'validate train', done: 0, total: null, unit: 'rows' });
    expect(line.text()).toBe('validate train …');
    line.end();
    expect(line.text()).toBeNull();
  });

  it('tells the time left by the rate so far, as soon as there is one', () => {
    const { clock, line } = started();
    const at = (ms: number, done: number) => {
      clock.ms = ms;
      line.step({ label: 'evaluate candidate', done, total: 1000, unit: 'rows' });
      return line.text();
    };
    expect(at(0, 0)).toBe('evaluate candidate … 0 of 1,000 rows');
    expect(at(1000, 100)).toBe('evaluate candidate … 100 of 1,000 rows');
    expect(at(4000, 400)).toBe('evaluate candidate … 400 of 1,000 rows, 6 s left');
    expect(at(600_000, 500)).toBe('evaluate candidate … 500 of 1,000 rows, 10 min left');
    expect(at(36_000_000, 500)).toBe('evaluate candidate … 500 of 1,000 rows, 10.0 h left');
    expect(at(36_000_000, 1000)).toBe('evaluate candidate … 1,000 of 1,000 rows, 0 s left');
    // Another one begins.
    expect(at(36_000_000, 10)).toBe('evaluate candidate … 10 of 1,000 rows');
  });

  it('adds the rows of the query within a column to the columns that are done', () => {
    const { clock, line } = started();
    const step = { label: 'profile train', total: 4, unit: 'columns' };
    line.step({ ...step, done: 0 });
    clock.ms = 10_000;
    line.step({ ...step, done: 1 });
    line.rows({ done: 500_000, total: 1_000_000 });
    // 1.5 of 4 columns in 10 s.
    expect(line.text()).toBe('profile train … 1 of 4 columns, about 500,000 of 1,000,000 rows, 17 s left');
    line.step({ ...step, done: 2 });
    expect(line.text()).toBe('profile train … 2 of 4 columns, 10 s left');
  });

  it('of a step of unknown size counts the passes over its rows, and tells the time left in this one', () => {
    const { clock, line } = started();
    line.step({ label: 'look at train', done: 0, total: null, unit: 'rows' });
    line.rows({ done: 10, total: 1002 });
    expect(line.text()).toBe('look at train … about 10 of 1,000 rows');
    clock.ms = 3000;
    line.rows({ done: 250, total: 1002 });
    expect(line.text()).toBe('look at train … about 250 of 1,000 rows, 10 s left in this pass');
    line.rows({ done: 5, total: 1002 });
    clock.ms = 6000;
    line.rows({ done: 500, total: 1002 });
    expect(line.text()).toBe('look at train … pass 2: about 500 of 1,000 rows, 4 s left in this pass');
  });
});
