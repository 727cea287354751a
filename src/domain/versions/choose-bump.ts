import type { Bump } from './version.ts';

export interface Tensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface Signature {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly classes: readonly string[] | null;
  /** Columns in the order in which the model is fed; they are the interface of a model with one `[n, f]` input. */
  readonly features?: readonly string[];
  /** Class that a score speaks of. */
  readonly positive?: string | null;
}

export interface BumpFacts {
  readonly before: Signature | null;
  readonly after: Signature | null;
  /** Why the gates show an improvement; null when they do not. */
  readonly improvement: string | null;
}

export interface ChosenBump {
  readonly bump: Bump;
  readonly reason: string;
}

/** major: callers break. minor: provably better, or an output more. patch: otherwise. */
export function chooseBump({ before, after, improvement }: BumpFacts): ChosenBump {
  const breaking = before !== null && after !== null ? breakingChange(before, after) : null;
  if (breaking !== null) return { bump: 'major', reason: breaking };
  const added = before !== null && after !== null ? addedOutput(before, after) : null;
  if (improvement !== null) return { bump: 'minor', reason: improvement };
  if (added !== null) return { bump: 'minor', reason: added };
  const known = before !== null && after !== null;
  return {
    bump: 'patch',
    reason: `${known ? 'same signature' : 'the signatures cannot be compared'}, no provable improvement`,
  };
}

/** What a caller of the old model would trip over; null when nothing. A dynamic dimension accepts what a fixed one did. */
export function breakingChange(before: Signature, after: Signature): string | null {
  return (
    tensorChange('input', before.inputs, after.inputs) ??
    addedInput(before, after) ??
    featureChange(before, after) ??
    tensorChange('output', before.outputs, after.outputs) ??
    classChange(before, after) ??
    positiveChange(before, after)
  );
}

function tensorChange(what: string, before: readonly Tensor[], after: readonly Tensor[]): string | null {
  for (const old of before) {
    const now = after.find((tensor) => tensor.name === old.name);
    if (now === undefined) return `${what} ${old.name} is gone`;
    if (now.type !== old.type) return `${what} ${old.name} is ${now.type}, was ${old.type}`;
    if (!isCompatibleShape(old.shape, now.shape)) return `${what} ${old.name} has another shape`;
  }
  return null;
}

function isCompatibleShape(old: Tensor['shape'], now: Tensor['shape']): boolean {
  return (
    old.length === now.length && now.every((size, index) => typeof size !== 'number' || size === old[index])
  );
}

function addedInput(before: Signature, after: Signature): string | null {
  const known = new Set(before.inputs.map((tensor) => tensor.name));
  const added = after.inputs.find((tensor) => !known.has(tensor.name));
  return added === undefined ? null : `input ${added.name} is new: callers must give it`;
}

/** Callers of one `[n, f]` input put the columns into it by position. */
function featureChange(before: Signature, after: Signature): string | null {
  const [old, now] = [before.features ?? [], after.features ?? []];
  if (before.inputs.length !== 1 || old.length < 2 || now.length === 0) return null;
  return old.join('\n') === now.join('\n') ? null : 'the features or their order changed';
}

function positiveChange(before: Signature, after: Signature): string | null {
  const [old, now] = [before.positive ?? null, after.positive ?? null];
  return old === null || now === null || old === now ? null : `the score speaks of ${now}, was ${old}`;
}

function classChange(before: Signature, after: Signature): string | null {
  if (before.classes === null || after.classes === null) return null;
  return before.classes.join('\n') === after.classes.join('\n') ? null : 'the classes or their order changed';
}

function addedOutput(before: Signature, after: Signature): string | null {
  const known = new Set(before.outputs.map((tensor) => tensor.name));
  const added = after.outputs.find((tensor) => !known.has(tensor.name));
  return added === undefined ? null : `output ${added.name} is new`;
}
