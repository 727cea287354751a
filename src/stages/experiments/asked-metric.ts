import type { ModelConfig } from '../../config/resolved.ts';
import { findMetric } from '../../domain/metrics/registry.ts';

/** A metric by its name in the records; of several targets that of one. */
export interface AskedMetric {
  readonly name: string;
  readonly target?: string | undefined;
}

/** What a text asks of this model: of several targets `mae of days` that one, and `mae` the first. */
export function askedMetric({ task, data, evaluate }: ModelConfig, text: string): AskedMetric {
  const isOwn = (evaluate.columns ?? []).some(({ name }) => name === text);
  if (data.targets.length < 2 || isOwn) return { name: text };
  const isOfTargets = (name: string) => findMetric(name)?.tasks.some((each) => each === task) === true;
  const [first = ''] = data.targets;
  if (isOfTargets(text)) return { name: text, target: first };
  const found = data.targets
    .filter((target) => text.endsWith(` of ${target}`))
    .map((target) => ({ name: text.slice(0, -` of ${target}`.length), target }));
  return found.find(({ name }) => isOfTargets(name)) ?? { name: text };
}

/** As tables call it. */
export function askedLabel({ name, target }: AskedMetric): string {
  return target === undefined ? name : `${name} of ${target}`;
}
