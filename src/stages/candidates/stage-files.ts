/** Stages that may run in jobs of their own, each of which hands its records to the next. */
export const HANDING_STAGES = ['validate', 'train', 'evaluate'] as const;
export type HandingStage = (typeof HANDING_STAGES)[number];

interface StageFiles {
  /** Names in `.modelyard/<model>`. */
  readonly files: readonly string[];
  readonly candidate: boolean;
}

/** What each stage writes, and nobody else: what else its archive holds is not taken. */
export const STAGE_FILES: Readonly<Record<HandingStage, StageFiles>> = {
  validate: { files: ['validate.json', 'profile.json'], candidate: false },
  train: { files: ['train.json'], candidate: true },
  evaluate: { files: ['evaluate.json', 'golden.json', 'judge.json'], candidate: false },
};

export function isHandingStage(stage: string): stage is HandingStage {
  return (HANDING_STAGES as readonly string[]).includes(stage);
}
