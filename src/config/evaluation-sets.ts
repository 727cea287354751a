import type { KeyPath } from './problems.ts';
import type { DataConfig, DataPaths, EvaluationSet } from './resolved.ts';
import { pathsIn, type WrittenData, type WrittenEvaluation } from './schema/data-path.ts';

/** What records call the evaluation data that have no name of their own. */
export const EVALUATION = 'evaluation';

/** The datasets on which models are judged; gates and slices speak of the first unless they say otherwise. */
export function evaluationSets({ evaluation, evaluationSets }: DataConfig): readonly EvaluationSet[] {
  return evaluationSets ?? [{ name: EVALUATION, paths: evaluation }];
}

/** The dataset that gates and slices speak of unless they say otherwise. */
export function firstSet(data: DataConfig): EvaluationSet {
  return evaluationSets(data)[0] ?? { name: EVALUATION, paths: data.evaluation };
}

/** The files of all of them, and of the rows on which a threshold is chosen. */
export function allEvaluation(data: DataConfig): Pick<DataPaths, 'patterns'> {
  const sets = evaluationSets(data).flatMap(({ paths }) => paths.patterns);
  return { patterns: [...sets, ...(data.tuning?.patterns ?? [])] };
}

export interface WrittenSet {
  readonly name: string;
  /** Where it stands, seen from `data.evaluation`. */
  readonly key: KeyPath;
  readonly data: WrittenData;
}

/** `data.evaluation` as written: one dataset, or several by name. */
export function writtenSets(written: WrittenEvaluation): readonly WrittenSet[] {
  if (isSingle(written)) return [{ name: EVALUATION, key: [], data: written }];
  return Object.entries(written).map(([name, data]) => ({ name, key: [name], data }));
}

export function isSingle(written: WrittenEvaluation): written is WrittenData {
  return typeof written === 'string' || Array.isArray(written) || isEntry(written);
}

/** No dataset is called `path`: the word says how one is read. */
function isEntry(written: object): boolean {
  return Object.hasOwn(written, 'path');
}

/** The paths of all evaluation data with their keys below `data.evaluation`. */
export function evaluationPathsIn(written: WrittenEvaluation): readonly (readonly [KeyPath, string])[] {
  return writtenSets(written).flatMap(({ key, data }) =>
    pathsIn(data).map(([inner, path]) => [[...key, ...inner], path] as const),
  );
}
