/** What the message of a release's tag says; readable by people, one `Key: value` a line. */
export interface TagMessage {
  readonly model: string;
  readonly version: string;
  /** `sha256:…` of the model. */
  readonly candidate: string;
  /** `sha256:…` of release.json. */
  readonly record: string;
  /** Hash of the log's newest line when the tag was made. */
  readonly logHead: string | null;
  readonly previous: string | null;
}

export function tagMessage(facts: TagMessage): string {
  return [
    `${facts.model} v${facts.version}`,
    '',
    `Model: ${facts.model}`,
    `Version: ${facts.version}`,
    `Candidate: ${facts.candidate}`,
    `Release-Record: ${facts.record}`,
    `Log-Head: ${facts.logHead ?? 'none'}`,
    `Previous: ${facts.previous ?? 'none'}`,
  ].join('\n');
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The facts of a message; null when it is none of ours. */
export function parseTagMessage(text: string): TagMessage | null {
  const value = (key: string) => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? null;
  const optional = (key: string) => (value(key) === 'none' ? null : value(key));
  const [model, version, candidate, record] = ['Model', 'Version', 'Candidate', 'Release-Record'].map(value);
  if (model == null || version == null || !DIGEST.test(candidate ?? '') || !DIGEST.test(record ?? ''))
    return null;
  return {
    model,
    version,
    candidate: candidate ?? '',
    record: record ?? '',
    logHead: optional('Log-Head'),
    previous: optional('Previous'),
  };
}
