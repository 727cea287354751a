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
  /** Columns that it predicts, in the order of its values. */
  readonly targets?: readonly string[];
}

/** One difference that callers meet. major: those of the old model break. minor: they may use more than before. */
export interface SignatureChange {
  readonly bump: 'major' | 'minor';
  /** Plain text, not escaped. */
  readonly what: string;
}

/** Every difference between the signatures of two models that a caller can meet, those that break callers first. */
export function signatureChanges(before: Signature, after: Signature): SignatureChange[] {
  const changes = [
    ...tensorChanges('input', before.inputs, after.inputs),
    ...newInputs(before, after),
    ...featureChanges(before, after),
    ...tensorChanges('output', before.outputs, after.outputs),
    ...newOutputs(before, after),
    ...orderChanges('class', before.classes, after.classes),
    ...positiveChanges(before, after),
    ...targetChanges(before, after),
  ];
  return [
    ...changes.filter(({ bump }) => bump === 'major'),
    ...changes.filter(({ bump }) => bump !== 'major'),
  ];
}

type Side = 'input' | 'output';

function breaks(what: string): SignatureChange {
  return { bump: 'major', what };
}

function adds(what: string): SignatureChange {
  return { bump: 'minor', what };
}

function tensorChanges(side: Side, before: readonly Tensor[], after: readonly Tensor[]): SignatureChange[] {
  return before.flatMap((old) => {
    const now = after.find(({ name }) => name === old.name);
    if (now === undefined) return [breaks(`${side} ${old.name} is gone`)];
    const type = now.type === old.type ? [] : [breaks(`${side} ${old.name} is ${now.type}, was ${old.type}`)];
    return [...type, ...shapeChanges(side, old, now)];
  });
}

/**
 * An input that takes any size takes the old one as well, and an output of any size may always have had the new one. What
 * was fixed and is not any more gives callers more. Exporters leave the shape of an output out where they do not know it.
 */
function shapeChanges(side: Side, old: Tensor, now: Tensor): SignatureChange[] {
  const what = `${side} ${old.name} has the shape ${shapeText(now)}, was ${shapeText(old)}`;
  if (side === 'output' && (old.shape.length === 0 || now.shape.length === 0)) return [];
  if (old.shape.length !== now.shape.length) return [breaks(what)];
  const isNarrowed = now.shape.some(
    (size, at) =>
      typeof size === 'number' &&
      size !== old.shape[at] &&
      (side === 'input' || typeof old.shape[at] === 'number'),
  );
  if (isNarrowed) return [breaks(`${what}${batchText(side, old, now)}`)];
  const isLoosened = old.shape.some(
    (size, at) => typeof size === 'number' && typeof now.shape[at] !== 'number',
  );
  return isLoosened ? [adds(what)] : [];
}

/** The first dimension is the rows of a call. */
function batchText(side: Side, old: Tensor, now: Tensor): string {
  const [rows] = now.shape;
  if (side !== 'input' || typeof rows !== 'number' || rows === old.shape[0]) return '';
  return `: it takes exactly ${rows} ${rows === 1 ? 'row' : 'rows'} a call`;
}

function shapeText({ shape }: Tensor): string {
  return `[${shape.map((size) => (size === '' ? '?' : String(size))).join(', ')}]`;
}

function newInputs(before: Signature, after: Signature): SignatureChange[] {
  return namesOnlyIn(after.inputs, before.inputs).map((name) =>
    breaks(`input ${name} is new: callers must give it`),
  );
}

/** Many callers take outputs by their place, so a new one is harmless only behind the others. */
function newOutputs(before: Signature, after: Signature): SignatureChange[] {
  const added = namesOnlyIn(after.outputs, before.outputs).map((name) => adds(`output ${name} is new`));
  const kept = before.outputs.map(({ name }) => name);
  const now = after.outputs.map(({ name }) => name);
  const isGone = kept.some((name) => !now.includes(name));
  if (isGone || kept.every((name, at) => now[at] === name)) return added;
  return [...added, breaks(movedText('outputs', kept, now))];
}

function namesOnlyIn(some: readonly Tensor[], others: readonly Tensor[]): string[] {
  const known = new Set(others.map(({ name }) => name));
  return some.map(({ name }) => name).filter((name) => !known.has(name));
}

/** Callers of one `[n, f]` input put the columns into it by position. */
function featureChanges(before: Signature, after: Signature): SignatureChange[] {
  const [old, now] = [before.features ?? [], after.features ?? []];
  if (before.inputs.length !== 1 || old.length < 2 || now.length === 0) return [];
  return orderChanges('feature', old, now);
}

/** One target needs no name in what a caller reads. */
function targetChanges(before: Signature, after: Signature): SignatureChange[] {
  const [old, now] = [before.targets ?? [], after.targets ?? []];
  return old.length < 2 || now.length < 2 ? [] : orderChanges('target', old, now);
}

const PLURAL = { class: 'classes', feature: 'features', target: 'targets' } as const;

/** Lists whose order is what their members are read by. */
function orderChanges(
  what: keyof typeof PLURAL,
  before: readonly string[] | null,
  after: readonly string[] | null,
): SignatureChange[] {
  if (before === null || after === null || sameList(before, after)) return [];
  const [had, has] = [new Set(before), new Set(after)];
  const gone = before.filter((name) => !has.has(name));
  const added = after.filter((name) => !had.has(name));
  const texts = [
    gone.length === 0 ? null : `${named(what, gone)} gone`,
    added.length === 0 ? null : `${named(what, added)} new`,
    gone.length + added.length > 0 ? null : movedText(PLURAL[what], before, after),
  ];
  return texts.flatMap((text) => (text === null ? [] : [breaks(text)]));
}

function named(what: keyof typeof PLURAL, names: readonly string[]): string {
  return names.length === 1 ? `${what} ${names[0]} is` : `${PLURAL[what]} ${listText(names)} are`;
}

function movedText(what: string, before: readonly string[], after: readonly string[]): string {
  return `the ${what} come in another order: ${listText(after)}; was ${listText(before)}`;
}

function positiveChanges(before: Signature, after: Signature): SignatureChange[] {
  const [old, now] = [before.positive ?? null, after.positive ?? null];
  return old === null || now === null || old === now
    ? []
    : [breaks(`the score speaks of ${now}, was ${old}`)];
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at]);
}

const MOST_NAMES = 8;

function listText(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  return left <= 0 ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')} and ${left} more`;
}
