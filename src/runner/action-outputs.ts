import { gravestVerdict } from './gravest-verdict.ts';

/** What the outputs are read from: any record, by the keys that it has. */
export interface RecordFacts {
  readonly model: string;
  readonly verdict: string | null;
  readonly [key: string]: unknown;
}

/**
 * Outputs of an action by name: verdicts, digests, tags, paths; never bodies. Empty text where there is nothing to say.
 * Of several models the gravest verdict and all tags are told: the rest stands in their records.
 */
export function actionOutputs(records: readonly RecordFacts[]): Readonly<Record<string, string>> {
  const [record, another] = records;
  const only = another === undefined ? record : undefined;
  const facts: Readonly<Record<string, unknown>> = only === undefined ? {} : flattened(only);
  return {
    verdict: gravestVerdict(records.map(verdictOf)),
    digest: text(facts.candidateDigest ?? facts.digest),
    tag: records
      .map((each) => text(each.tag ?? each.release))
      .filter((tag) => tag !== '')
      .join(','),
    version: text(facts.version),
    live: text(facts.live),
    outcome: text(facts.outcome),
    ...planOutputs(only),
  };
}

/** Of several models one that ended in an error has none. */
function verdictOf({ verdict, error }: RecordFacts): string | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return verdict ?? (code === 'refused' ? 'fail' : null);
}

/** `run` nests its stages; evaluate's candidate is an object, train's and release's a digest. */
function flattened(record: RecordFacts): Readonly<Record<string, unknown>> {
  const stages = record.stages as { readonly train?: { readonly candidate?: unknown } | null } | undefined;
  const candidate = stages?.train?.candidate ?? record.candidate;
  const digest =
    typeof candidate === 'object' && candidate !== null && 'digest' in candidate
      ? candidate.digest
      : candidate;
  return { ...record, candidateDigest: digest };
}

/** A plan is no record of one model: its names are for a matrix. */
function planOutputs(record: RecordFacts | undefined): Readonly<Record<string, string>> {
  if (!Array.isArray(record?.models)) return {};
  return { models: JSON.stringify(record.models), any: String(record.models.length > 0) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
