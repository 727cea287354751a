import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { metricRange } from '../../../domain/metrics/metric-range.ts';
import { ModelyardError, messageOf } from '../../../errors.ts';

export interface MetricsFileRequest {
  readonly path: string;
  /** How errors name the file. */
  readonly label: string;
  /** Metrics that are wanted, by our names. */
  readonly names: readonly string[];
  /** Where a metric stands in the file, by our name: `evaluate.metrics_map`. */
  readonly map: Readonly<Record<string, string>>;
}

/**
 * The wanted metrics out of a JSON or YAML file as DVC, MLflow and CML users have it: names at the top or nested
 * (`{test: {roc_auc: 0.81}}`, `test/roc_auc`). A metric is found by the map, by its own name, or by the one place that ends
 * in its name; what is not there is left out. Throws `input` where several places could be meant and where a value is no
 * finite number.
 */
export async function readMetricsFile({
  path,
  label,
  names,
  map,
}: MetricsFileRequest): Promise<Readonly<Record<string, number>>> {
  const value = parse(await readFile(path, 'utf8'), label);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ModelyardError('input', `${label}: expected an object of numbers, e.g. {"roc_auc": 0.81}`);
  }
  const leaves = leavesOf(value, label);
  const found = names.flatMap((name): [string, number][] => {
    const place = placeOf(name, { leaves, label, map });
    return place === null ? [] : [[name, possible(name, finite(leaves.get(place), place, label), label)]];
  });
  return Object.fromEntries(found);
}

interface Places {
  readonly leaves: ReadonlyMap<string, unknown>;
  readonly label: string;
  readonly map: Readonly<Record<string, string>>;
}

function placeOf(name: string, { leaves, label, map }: Places): string | null {
  const told = Object.hasOwn(map, name) ? map[name] : undefined;
  if (told !== undefined) {
    if (leaves.has(told)) return told;
    throw new ModelyardError('input', `${label}: there is no ${told} (evaluate.metrics_map.${name})`, {
      hint: `It holds ${listed([...leaves.keys()])}.`,
    });
  }
  if (leaves.has(name)) return name;
  const ends = [...leaves.keys()].filter((key) => key.endsWith(`.${name}`) || key.endsWith(`/${name}`));
  if (ends.length === 1) return ends[0] ?? null;
  const within = [...leaves.keys()].filter((key) => `.${key}`.includes(`.${name}.`));
  const places = ends.length > 1 ? ends : within;
  if (places.length === 0) return null;
  throw new ModelyardError('input', `${label}: which of ${listed(places)} is ${name} is not known`, {
    hint: `Say it: evaluate.metrics_map: {${name}: ${likely(places)}}.`,
  });
}

/** For an example: what was measured on rows apart from training, or a mean, else the last, as of epochs. */
function likely(places: readonly string[]): string | undefined {
  return places.find((place) => /test|eval|val|holdout|mean/i.test(place)) ?? places.at(-1);
}

const MOST_LISTED = 12;

function listed(keys: readonly string[]): string {
  const left = keys.length - MOST_LISTED;
  return `${keys.slice(0, MOST_LISTED).join(', ') || 'nothing'}${left > 0 ? ` and ${left} more` : ''}`;
}

const DEEPEST = 32;

/** Single values by their dotted name. */
function leavesOf(value: object, label: string): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  const collect = (member: unknown, path: readonly string[]): void => {
    if (path.length > DEEPEST) throw new ModelyardError('input', `${label} is nested too deeply`);
    if (member === null || typeof member !== 'object') leaves.set(path.join('.'), member);
    else for (const [key, inner] of Object.entries(member)) collect(inner, [...path, key]);
  };
  collect(value, []);
  return leaves;
}

function finite(value: unknown, place: string, label: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const shown = typeof value === 'number' ? String(value) : JSON.stringify(value)?.slice(0, 60);
  throw new ModelyardError('input', `${label}: ${place} must be a finite number, found ${shown}`);
}

/** A value that the metric can have: a percentage would pass every `min`, a negated loss every `max`. */
function possible(name: string, value: number, label: string): number {
  const [low, high] = metricRange(name) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (value >= low - ROUNDING && value <= high + ROUNDING) return value;
  const range =
    high === Number.POSITIVE_INFINITY
      ? `never below ${low}`
      : low === Number.NEGATIVE_INFINITY
        ? `never above ${high}`
        : `between ${low} and ${high}`;
  throw new ModelyardError('input', `${label}: ${name} is ${value}, and its values are ${range}`, {
    hint: 'Write shares, not percentages, and losses as they are: scikit-learn’s neg_… scores have the other sign. Another metric needs its own place: evaluate.metrics_map.',
  });
}

const ROUNDING = 1e-9;

function parse(written: string, label: string): unknown {
  const text = written.replace(/^\uFEFF/, '');
  if (/^\.ya?ml$/i.test(extname(label))) return parsedYaml(text, label);
  if (/^\.toml$/i.test(extname(label))) return parsedToml(text, label);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelyardError('input', `${label} is not JSON: ${messageOf(cause)}`, {
      cause,
      hint: 'NaN and Infinity are not JSON: write a metric only when it has a value. A file that ends in .yaml is read as YAML, one that ends in .toml as TOML.',
    });
  }
}

function parsedToml(text: string, label: string): unknown {
  try {
    return parseToml(text);
  } catch (cause) {
    throw new ModelyardError('input', `${label} is not TOML: ${messageOf(cause).split('\n')[0]}`, { cause });
  }
}

function parsedYaml(text: string, label: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw new ModelyardError('input', `${label} is not YAML: ${messageOf(cause).split('\n')[0]}`, { cause });
  }
}
