import { describe, expect, it } from 'vitest';
import { fakeMeasurement } from '../../../../test/fixtures/gates/fake-measurement.ts';
import { metricRows } from './metric-rows.ts';

const [row] = metricRows([fakeMeasurement({})], { dataset: 'evaluation', against: 'visits@v1.0.0' });

describe('the metrics of a record', () => {
  it('have the interval of the difference', () => {
    expect(row?.interval).not.toBeNull();
    expect(row?.method).not.toBe('identical');
  });

  it('of the same bytes do not differ, and no interval says by how much', () => {
    const [same] = metricRows([fakeMeasurement({})], {
      dataset: 'evaluation',
      against: 'visits@v1.0.0',
      identical: true,
    });
    expect(same).toEqual({ ...row, difference: 0, interval: null, method: 'identical' });
  });
});
