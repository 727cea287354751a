import { ModelyardError } from '../../errors.ts';

/** Units in the last place by which a sum of rounded probabilities may miss 0 or 1. */
const TOLERATED_ULPS = 16;
/** Spacing of the type's numbers just below 2. Float64 outputs are often float32 inside. */
const ULP: Readonly<Record<string, number>> = { float16: 2 ** -10, float32: 2 ** -23, float64: 2 ** -23 };

/** Clips, in place, what misses 0 … 1 by rounding only; throws `input` for more. NaN and infinities stay. */
export function clipProbabilities(
  values: Float64Array,
  output: { readonly name: string; readonly type: string },
): void {
  const slack = TOLERATED_ULPS * (ULP[output.type] ?? 0);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!(value < 0 || value > 1) || !Number.isFinite(value)) continue;
    if (value < -slack || value > 1 + slack) throw noProbability(output.name, value);
    values[index] = value < 0 ? 0 : 1;
  }
}

function noProbability(name: string, value: number): ModelyardError {
  return new ModelyardError(
    'input',
    `output ${name} of the model holds ${value}, which is no probability; are these logits?`,
    { hint: 'Export the model with its sigmoid or softmax, so that its scores lie between 0 and 1.' },
  );
}
