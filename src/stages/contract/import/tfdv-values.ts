import { type Draft, validRule } from './imported.ts';
import { strftimeFormat } from './strftime-format.ts';
import type { TextMessage } from './text-proto.ts';
import { child, messages, numberAt, type Place, scalar, textsAt } from './tfdv-message.ts';

/** How often a feature is there. */
export function keepPresence(draft: Draft, feature: TextMessage, { name, lose }: Place): void {
  const presence = child(feature, 'presence');
  const fraction = numberAt(presence, 'min_fraction');
  if (fraction === 1) draft.property.required = true;
  else if (fraction !== undefined && fraction > 0)
    draft.rules.push({ metric: 'nullValues', mustBeLessOrEqualTo: percentLeft(fraction), unit: 'percent' });
  const count = numberAt(presence, 'min_count');
  if (count !== undefined && count > 1) lose(name, `presence: at least ${count} values are not asked for`);
}

/** What is left of a fraction, in percent and without the noise of 1 - 0.99. */
function percentLeft(fraction: number): number {
  return Number((100 * (1 - fraction)).toFixed(10));
}

/** Which values it may have. */
export function keepDomains(draft: Draft, feature: TextMessage, place: Place): void {
  const { name, schema, lose } = place;
  const called = scalar(feature, 'domain');
  const named = messages(schema, 'string_domain').find((domain) => scalar(domain, 'name') === called);
  const texts = child(feature, 'string_domain') ?? named;
  if (called !== undefined && named === undefined) lose(name, `the domain ${called} is not in this file`);
  if (texts !== undefined) keepValues(draft, textsAt(texts, 'value'), feature);
  for (const domain of ['int_domain', 'float_domain'] as const)
    keepRange(draft, child(feature, domain), place);
  const truths = child(feature, 'bool_domain');
  if (truths !== undefined) {
    const [yes, no] = [scalar(truths, 'true_value'), scalar(truths, 'false_value')];
    if (yes !== undefined || no !== undefined)
      keepValues(
        draft,
        [yes, no].filter((value) => value !== undefined),
        feature,
      );
    else if (draft.property.logicalType === 'integer') keepValues(draft, [0, 1], feature);
  }
  if (feature.has('url_domain')) draft.options.format = 'uri';
  keepTime(draft, child(feature, 'time_domain'), place);
}

/** `min_domain_mass` is the share of values that must be in the domain. */
function keepValues(draft: Draft, values: readonly unknown[], feature: TextMessage): void {
  const mass = numberAt(child(feature, 'distribution_constraints'), 'min_domain_mass') ?? 1;
  if (values.length === 0) return;
  const { mustBe: _, ...rule } = validRule(values);
  draft.rules.push(
    mass >= 1 ? validRule(values) : { ...rule, mustBeLessOrEqualTo: percentLeft(mass), unit: 'percent' },
  );
}

function keepRange(draft: Draft, domain: TextMessage | undefined, { name, lose }: Place): void {
  if (domain === undefined) return;
  const [minimum, maximum] = [numberAt(domain, 'min'), numberAt(domain, 'max')];
  if (minimum !== undefined) draft.options.minimum = minimum;
  if (maximum !== undefined) draft.options.maximum = maximum;
  if (scalar(domain, 'is_embedding') !== undefined) lose(name, 'is_embedding is not checked');
  const refuses = ['disallow_nan', 'disallow_inf'].filter((key) => scalar(domain, key) === true);
  const isBounded = minimum !== undefined || maximum !== undefined;
  if (refuses.length > 0 && !isBounded)
    lose(name, `${refuses.join(', ')}: NaN and infinities are warned of, and do not block`);
}

function keepTime(draft: Draft, domain: TextMessage | undefined, { name, lose }: Place): void {
  if (domain === undefined) return;
  const format = scalar(domain, 'string_format');
  const java = typeof format === 'string' ? strftimeFormat(format) : null;
  if (java === null) {
    lose(name, 'time_domain: the format cannot be read');
    return;
  }
  draft.property.logicalType = /[Hhms]/.test(java) ? 'timestamp' : 'date';
  draft.options.format = java;
}
