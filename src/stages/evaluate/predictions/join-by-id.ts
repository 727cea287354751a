import { counted } from '../../../domain/report/counted.ts';
import type { Steps } from '../../../domain/steps.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import { joinTexts } from './join-texts.ts';
import type { PredictionsRequest } from './predictions-file.ts';

/** For every evaluation row the row of the file with its id; null where a release's file lacks some. */
export function* joinById(request: PredictionsRequest, fileIds: Texts): Steps<Int32Array | null> {
  const { rows, missing, again, extra } = yield* joinTexts(request.ids, fileIds, request.otherIds);
  if (again !== null) throw badIds(request, `id ${JSON.stringify(again)} stands more than once`);
  if (missing.count > 0) {
    if (request.isReleased === true) return null;
    const others =
      extra.count === 0 ? '' : `; the file has other ids, the first is ${JSON.stringify(extra.first)}`;
    throw badIds(
      request,
      `${counted(missing.count, 'evaluation row has', 'evaluation rows have')} no prediction, the first is ${JSON.stringify(missing.first)}${others}`,
      hintOfIds(missing.first, extra.first),
    );
  }
  if (extra.count > 0 && request.isReleased !== true) {
    throw badIds(
      request,
      `${counted(extra.count, 'prediction belongs', 'predictions belong')} to no evaluation row, the first is ${JSON.stringify(extra.first)}`,
    );
  }
  return rows;
}

const ONE_EACH = 'Write exactly one prediction for every row of the evaluation data.';

function badIds(request: PredictionsRequest, problem: string, hint: string = ONE_EACH): ModelyardError {
  return new ModelyardError('input', `${request.label}: ${problem}`, { hint });
}

/** Ids are compared as text; what programs do to numbers shows in the first that does not fit. */
function hintOfIds(wanted: string, found: string): string {
  if (/^\d+$/.test(wanted) && /^\d+\.0+$/.test(found))
    return 'The ids were written as numbers with a fraction, as pandas does when one of them was missing: write them as text, or as Int64.';
  if (found !== found.trim()) return 'The ids were written with spaces around them: take these away.';
  if (/^0\d+$/.test(wanted) !== /^0\d+$/.test(found) && found !== '')
    return 'One side has leading zeros: read and write the ids as text (pandas: dtype=str).';
  return ONE_EACH;
}
