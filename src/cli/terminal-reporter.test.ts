import { describe, expect, it } from 'vitest';
import { createTerminalReporter, type TextStream } from './terminal-reporter.ts';

interface Terminal {
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function terminal({ environment = {}, isTTY = true, columns = 40 }: Terminal) {
  const written: string[] = [];
  const stream: TextStream = { isTTY, columns, write: (text) => written.push(text) };
  const clock = { ms: 0 };
  const reporter = createTerminalReporter({ stream, environment, now: () => clock.ms });
  return { written, clock, reporter };
}

const PROGRESS = { label: 'evaluate', done: 1234, total: 5000, unit: 'rows' };

describe('on a terminal', () => {
  it('shows one live line, a few times a second, and removes it before the next line', () => {
    const { written, clock, reporter } = terminal({});
    reporter.progress(PROGRESS);
    clock.ms = 100;
    reporter.progress(PROGRESS);
    clock.ms = 150;
    reporter.progress(PROGRESS);
    clock.ms = 210;
    reporter.progress({ ...PROGRESS, done: 5000 });
    reporter.note('done');
    reporter.close();
    expect(written).toEqual([
      'evaluate … 1,234 of 5,000 rows',
      '\r\u001b[2K',
      'evaluate … 5,000 of 5,000 rows',
      '\r\u001b[2K',
      'done\n',
    ]);
  });

  it('keeps the live line shorter than the terminal is wide', () => {
    const { written, clock, reporter } = terminal({ columns: 12 });
    clock.ms = 100;
    reporter.progress(PROGRESS);
    expect(written).toEqual(['evaluate … ']);
  });

  it('leaves a clean line when it is closed', () => {
    const { written, clock, reporter } = terminal({});
    clock.ms = 100;
    reporter.progress({ label: 'latency', done: 0, total: null, unit: 'calls' });
    reporter.close();
    reporter.close();
    expect(written).toEqual(['latency …', '\r\u001b[2K']);
  });
});

describe('elsewhere', () => {
  it.each<[string, Terminal]>([
    ['a pipe', { isTTY: false }],
    ['a CI system', { environment: { CI: 'true' } }],
    ['a dumb terminal', { environment: { TERM: 'dumb' } }],
  ])('%s gets plain lines, one in ten seconds', (_name, given) => {
    const { written, clock, reporter } = terminal(given);
    for (clock.ms = 0; clock.ms <= 25_000; clock.ms += 500) reporter.progress(PROGRESS);
    reporter.close();
    expect(written).toEqual([
      'evaluate … 1,234 of 5,000 rows, 31 s left\n',
      'evaluate … 1,234 of 5,000 rows, 62 s left\n',
    ]);
  });

  it('rows of a query are told under the name of the step, and under none once it is over', () => {
    const { written, clock, reporter } = terminal({ isTTY: false });
    reporter.progress({ label: 'validate train', done: 0, total: null, unit: 'rows' });
    clock.ms = 10_000;
    reporter.within({ done: 400, total: 1000 });
    reporter.step({ model: 'm', stage: 'validate', detail: '', durationMs: 0 });
    clock.ms = 30_000;
    reporter.within({ done: 500, total: 1000 });
    expect(written[0]).toBe('validate train … about 400 of 1,000 rows\n');
    expect(written).toHaveLength(2);
  });
});

describe('whatever is told', () => {
  const hostile = '::error::x\r\n::set-output name=a::b\u001b[2J\u202E';

  it.each([false, true])('stays one line of text (terminal: %s)', (isTTY) => {
    const { written, reporter } = terminal({ isTTY, environment: { NO_COLOR: '1' } });
    reporter.note(hostile);
    reporter.warn(hostile);
    reporter.step({ model: hostile, stage: hostile, detail: hostile, durationMs: 12 });
    for (const text of written) {
      expect(text.split('\n')).toHaveLength(2);
      expect(text).toMatch(/\n$/);
      expect(text).not.toMatch(/^ *::/);
      expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('steps', () => {
  it('align, with the time at the end', () => {
    const { written, reporter } = terminal({ isTTY: false });
    reporter.step({ model: 'visits', stage: 'train', detail: 'node train.mjs', durationMs: 3_140 });
    expect(written).toEqual([`visits  train     ${'node train.mjs'.padEnd(78)}    3.1 s\n`]);
  });

  it.each([
    ['pass', 32],
    ['fail', 31],
    ['inconclusive', 33],
  ])('colour %s where colours are wanted', (stage, code) => {
    const step = { model: 'm', stage, detail: '', durationMs: 0 };
    const coloured = terminal({});
    coloured.reporter.step(step);
    expect(coloured.written.join('')).toContain(`\u001b[${code}m${stage}`);
    const plain = terminal({ environment: { NO_COLOR: '1' } });
    plain.reporter.step(step);
    expect(plain.written.join('')).not.toContain('\u001b');
  });
});
