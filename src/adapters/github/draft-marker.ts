import { hashBytes } from '../files/hash-file.ts';

/** What the last line of a draft's text says, unseen by readers. */
export interface DraftMarker {
  /** The tag that it is to have. */
  readonly tag: string;
  /** 64 hex digits: what the draft is of, whichever run made it. */
  readonly key: string;
  /** `sha256:…` of its release.json. */
  readonly record: string;
  /** When it was made, RFC 3339. */
  readonly at: string;
}

/** SHA-256 of model, commit and candidate, a line each. */
export function draftKey(of: {
  readonly model: string;
  readonly commit: string;
  readonly candidate: string;
}): string {
  return hashBytes(`${of.model}\n${of.commit}\n${of.candidate}\n`);
}

/** GitHub takes 125,000 characters. */
const MOST_CHARACTERS = 100_000;

/** The model card without its front matter, then the marker. */
export function draftBody(card: string, { tag, key, record, at }: DraftMarker): string {
  const letters = [...card.replace(/^---\n[\s\S]*?\n---\n/, '').trim()];
  const isLong = letters.length > MOST_CHARACTERS;
  const text = isLong
    ? `${letters.slice(0, MOST_CHARACTERS).join('')}\n\n… (the rest is in MODEL_CARD.md)`
    : letters.join('');
  return `${text}\n\n<!-- modelyard-release tag=${tag} key=${key} record=${record} at=${at} -->`;
}

const MARKER =
  /<!-- modelyard-release tag=([\w@.-]+) key=([0-9a-f]{64}) record=(sha256:[0-9a-f]{64}) at=(\d{4}-[\d:.TZ-]{6,30}) -->\s*$/;

/** null for a text that is not a draft's of ours. */
export function parseMarker(body: string | null | undefined): DraftMarker | null {
  const [, tag, key, record, at] = MARKER.exec(body ?? '') ?? [];
  if (tag === undefined || key === undefined || record === undefined || at === undefined) return null;
  return { tag, key, record, at };
}
