interface Identified {
  readonly id: string;
  readonly candidate: string | null;
  readonly inputDigest: string;
  readonly tags: readonly string[];
}

const HEX = /^(sha256:)?[0-9a-f]{4,64}$/;

/** Experiments that a text names: by the first digits of the id, of the candidate's or of the input digest, or by a release's tag. */
export function findById<T extends Identified>(experiments: readonly T[], text: string): T[] {
  const tagged = experiments.filter(({ tags }) => tags.includes(text));
  if (tagged.length > 0) return tagged;
  if (!HEX.test(text)) return [];
  const digits = text.replace(/^sha256:/, '');
  const begins = (digest: string | null) => digest?.replace(/^sha256:/, '').startsWith(digits) === true;
  const byId = experiments.filter(({ id }) => begins(id));
  if (byId.length > 0) return byId;
  return experiments.filter(({ candidate, inputDigest }) => begins(candidate) || begins(inputDigest));
}
