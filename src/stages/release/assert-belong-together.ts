import { ModelyardError } from '../../errors.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import type { Candidate } from '../candidates/candidate-store.ts';

export interface Judgement {
  readonly candidate: Candidate;
  readonly evaluate: EvaluateRecord;
  readonly validate: ValidateRecord;
}

/** Each stage can be run alone: throws `refused` unless the three records speak of one candidate and the same data, and pass. */
export function assertBelongTogether(model: string, { candidate, evaluate, validate }: Judgement): void {
  const again = `Run modelyard run --model ${model}.`;
  if (
    evaluate.inputDigest !== candidate.record.inputDigest ||
    evaluate.candidate.digest !== (candidate.model?.digest ?? null)
  ) {
    throw new ModelyardError(
      'refused',
      'the evaluation speaks of another candidate than the newest training',
      {
        hint: `Run modelyard evaluate --model ${model}.`,
      },
    );
  }
  const judged = new Set(evaluate.read.map(({ sha256 }) => sha256));
  const trained = new Set(candidate.record.inputs.map(({ sha256 }) => sha256));
  const unseen =
    fileNotIn(validate, 'train', trained) ??
    // A metrics file is judged without reading a row.
    (evaluate.evidence === 'metrics' ? null : fileNotIn(validate, 'evaluation', judged));
  if (unseen !== null) {
    throw new ModelyardError('refused', `${unseen} was validated with other content than it was used with`, {
      hint: again,
    });
  }
  for (const [stage, { verdict }] of Object.entries({ validate, evaluate })) {
    if (verdict === 'pass') continue;
    throw new ModelyardError('refused', `${model} is not released: the verdict of ${stage} is ${verdict}`, {
      hint: 'Read the report: modelyard report; the reasons: modelyard explain.',
    });
  }
}

function fileNotIn({ datasets }: ValidateRecord, role: string, digests: ReadonlySet<string>): string | null {
  const files = datasets.filter((dataset) => dataset.role === role).flatMap((dataset) => dataset.files);
  if (files.length === 0) return `the ${role} data`;
  return files.find(({ sha256 }) => !digests.has(sha256))?.path ?? null;
}
