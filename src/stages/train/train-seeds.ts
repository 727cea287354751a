import type { ModelConfig } from '../../config/resolved.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { computeInputDigest } from './input-digest.ts';

/** The seeds of `train.seeds`, that of the candidate first: which one it is never hangs on how good they are. */
export function seedsOf({ train }: Pick<ModelConfig, 'train'>): readonly number[] {
  return Array.from({ length: train.seeds ?? 1 }, (_, place) => train.seed + place);
}

/** The same recipe with another seed. */
export function withSeed(context: StageContext, seed: number): StageContext {
  const { model } = context;
  return { ...context, model: { ...model, train: { ...model.train, seed } } };
}

/** Only the candidate is a try of its own; the others say how far it might have been another. */
export type SeedRole = 'candidate' | 'other';

/**
 * Trains the other seeds before the candidate, so that what lies at the outputs' paths in the end is the candidate's. The first
 * training that fails is the record of all: a recipe that fails with some seeds is none.
 */
export async function trainSeeds(
  context: StageContext,
  trainOne: (context: StageContext, role: SeedRole) => Promise<TrainRecord>,
): Promise<TrainRecord> {
  const [own = 0, ...others] = seedsOf(context.model);
  if (others.length === 0) return trainOne(context, 'candidate');
  const { digest: inputDigest } = await computeInputDigest(context, 'worktree');
  const all: TrainRecord[] = [];
  for (const [place, seed] of [...others, own].entries()) {
    context.reporter.note(`seed ${seed}, training ${place + 1} of ${others.length + 1}`);
    const record = await trainOne(withSeed(context, seed), seed === own ? 'candidate' : 'other');
    if (record.verdict !== 'pass') return { ...record, inputDigest };
    all.push(record);
  }
  const candidate = all.at(-1) as TrainRecord;
  const seeds = [candidate, ...all.slice(0, -1)].map((record) => ({
    seed: record.seed,
    inputDigest: record.inputDigest,
    candidate: record.candidate,
    trainSeconds: record.trainSeconds,
  }));
  return { ...candidate, seeds };
}
