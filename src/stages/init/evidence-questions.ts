import type { Found, Question } from '../../domain/init/found.ts';
import type { Framework } from '../../domain/init/frameworks.ts';
import { isModelFile, isOnnx } from '../../domain/init/output-names.ts';
import type { SourceFile } from './read-sources.ts';

export interface Evidence {
  readonly model: Found<string> | null;
  readonly predictions: Found<string> | null;
  readonly metrics: Found<string> | null;
  /** Column that predictions are joined by. */
  readonly id: string | null;
  readonly framework: Framework | null;
  readonly sources: readonly SourceFile[];
}

/** Without something to judge by there is no verdict, so it has to be said. */
export function evidenceQuestions(evidence: Evidence): Question[] {
  const { model, predictions, metrics, id, framework, sources } = evidence;
  if (predictions !== null && id === null) return [NO_ID];
  if (predictions !== null || metrics !== null || (model !== null && isOnnx(model.value))) return [];
  return model === null ? [modelQuestion(sources)] : [noEvidence(model.value, framework)];
}

const NO_ID: Question = {
  option: 'id',
  text: 'predictions are joined to rows by an id, and no column was found to be one',
  choices: [],
};

const TRACKER =
  'A model that only goes to a tracking server has no path here: let training save it to a file as well.';

function modelQuestion(sources: readonly SourceFile[]): Question {
  const option = 'model-file';
  for (const { path, clues } of sources) {
    const tail = clues.paths.find(({ text, isTail }) => isTail && isModelFile(text));
    if (tail !== undefined)
      return { option, text: `${path} saves ${tail.text} in a folder that is not clear`, choices: [] };
  }
  return { option, text: 'where training saves the model was not found', choices: [], hint: TRACKER };
}

function noEvidence(model: string, framework: Framework | null): Question {
  const library =
    framework === null || framework.toOnnx === '' ? '' : ` With ${framework.name}: ${framework.toOnnx}.`;
  return {
    option: 'metrics-file',
    text: `${model} cannot be run without the library that made it, and nothing else tells how good it is`,
    choices: [],
    hint: `Best export ONNX and say --model-file.${library} Or let training write an id and a score for each evaluation row (--predictions), or a JSON file of numbers (--metrics-file).`,
  };
}
