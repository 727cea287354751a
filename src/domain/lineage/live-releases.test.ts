import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveReleases, type PastDeployment } from './live-releases.ts';

const deploy = (release: string): PastDeployment => ({ release, action: 'deploy' });
const rollback = (release: string): PastDeployment => ({ release, action: 'rollback' });

describe('liveReleases', () => {
  it.each<[string, PastDeployment[], string[]]>([
    ['nothing', [], []],
    ['one after the other', [deploy('1'), deploy('2'), deploy('3')], ['1', '2', '3']],
    ['the same again', [deploy('1'), deploy('1'), deploy('2')], ['1', '2']],
    ['back once', [deploy('1'), deploy('2'), deploy('3'), rollback('2')], ['1', '2']],
    ['back twice', [deploy('1'), deploy('2'), deploy('3'), rollback('2'), rollback('1')], ['1']],
    ['back by name', [deploy('1'), deploy('2'), deploy('3'), rollback('1')], ['1']],
    ['back, then forth', [deploy('1'), deploy('2'), rollback('1'), deploy('2')], ['1', '2']],
    [
      'an old one deployed by name can be taken back',
      [deploy('1'), deploy('2'), deploy('1')],
      ['1', '2', '1'],
    ],
    ['back to what was never live', [deploy('2'), rollback('1')], ['2', '1']],
    ['a failed deployment changes nothing', [deploy('1'), { release: '1', action: 'restore' }], ['1']],
  ])('%s', (_, deployments, expected) => {
    expect(liveReleases(deployments)).toEqual(expected);
  });

  it('ends with what was put live last, and never repeats a neighbour', () => {
    const one = fc.record<PastDeployment>({
      release: fc.constantFrom('1', '2', '3', '4'),
      action: fc.constantFrom('deploy', 'rollback', 'restore'),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1 }), (deployments) => {
        const live = liveReleases(deployments);
        expect(live.at(-1)).toBe(deployments.at(-1)?.release);
        expect(live.every((release, index) => release !== live[index - 1])).toBe(true);
      }),
    );
  });

  it('going back by default always shortens the way', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('1', '2', '3'), { minLength: 1 }), (releases) => {
        const deployments = releases.map(deploy);
        for (let live = liveReleases(deployments); live.length > 1; ) {
          deployments.push(rollback(live.at(-2) ?? ''));
          const next = liveReleases(deployments);
          expect(next.length).toBeLessThan(live.length);
          live = next;
        }
      }),
    );
  });
});
