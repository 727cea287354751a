import type { Draft } from './imported.ts';
import type { TextMessage } from './text-proto.ts';
import { child, numberAt, type Place, scalar, textsAt } from './tfdv-message.ts';

const LIFECYCLES: Readonly<Record<string, string>> = {
  PLANNED: 'planned',
  ALPHA: 'alpha',
  BETA: 'beta',
  PRODUCTION: 'production',
  DEPRECATED: 'deprecated',
  DEBUG_ONLY: 'debug',
  DISABLED: 'disabled',
};

const ENVIRONMENTS: readonly (readonly [RegExp, string])[] = [
  [/^train/i, 'training'],
  [/^eval|^valid|^test/i, 'evaluation'],
  [/^serv|^infer|^predict/i, 'serving'],
];

/** Where a feature is there: in training, evaluation, serving. */
export function keepEnvironments(draft: Draft, feature: TextMessage, { name, schema, lose }: Place): void {
  const [added, left] = [textsAt(feature, 'in_environment'), textsAt(feature, 'not_in_environment')];
  if (added.length + left.length === 0) return;
  const defaults = textsAt(schema, 'default_environment');
  const known = (names: readonly string[]) =>
    names.flatMap((each) => {
      const found = ENVIRONMENTS.find(([pattern]) => pattern.test(each))?.[1];
      if (found === undefined)
        lose(name, `the environment ${each} is none of training, evaluation and serving`);
      return found ?? [];
    });
  const all = defaults.length > 0 ? known(defaults) : ENVIRONMENTS.map(([, environment]) => environment);
  const [without, withThem] = [known(left), known(added)];
  const environments = [...new Set([...all, ...withThem])].filter(
    (environment) => !without.includes(environment),
  );
  // Data to judge by are like those to train on, where nothing is said of them.
  const isSilent = !defaults.some((each) => ENVIRONMENTS[1]?.[0].test(each));
  if (isSilent && environments.includes('training') && !environments.includes('evaluation'))
    environments.push('evaluation');
  if (environments.length > 0) draft.custom.environments = environments;
}

/** How far along it is. */
export function keepLifecycle(draft: Draft, feature: TextMessage): void {
  const stage = LIFECYCLES[String(scalar(feature, 'lifecycle_stage') ?? '')];
  const isDeprecated = scalar(feature, 'deprecated') === true;
  if (stage !== undefined && stage !== 'production') draft.custom.lifecycle = stage;
  else if (isDeprecated) draft.custom.lifecycle = 'deprecated';
}

/** The distance of Jensen and Shannon is the root of their divergence. */
export function keepComparators(draft: Draft, feature: TextMessage, { name, lose }: Place): void {
  for (const kind of ['skew', 'drift'] as const) {
    const comparator = child(feature, `${kind}_comparator`);
    if (comparator === undefined) continue;
    const norm = numberAt(child(comparator, 'infinity_norm'), 'threshold');
    const divergence = numberAt(child(comparator, 'jensen_shannon_divergence'), 'threshold');
    const limits = {
      ...(norm === undefined || norm <= 0 ? {} : { l_infinity: norm }),
      ...(divergence === undefined || divergence <= 0
        ? {}
        : { js: Number(Math.sqrt(divergence).toPrecision(6)) }),
    };
    if (Object.keys(limits).length > 0) draft.custom[kind] = limits;
    for (const key of comparator.keys())
      if (!['infinity_norm', 'jensen_shannon_divergence'].includes(key))
        lose(name, `${kind}_comparator: ${key} is not compared`);
  }
}
