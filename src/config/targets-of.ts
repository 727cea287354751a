import type { WrittenModel } from './schema/config.ts';

/** The columns that the model predicts; none where nothing is labelled. */
export function targetsOf({ target = [] }: WrittenModel['data']): readonly string[] {
  return typeof target === 'string' ? [target] : target;
}
