import { posix } from 'node:path';
import { quoted } from '../../domain/init/column-facts.ts';
import type { ConfigLine, Found, Part, Question } from '../../domain/init/found.ts';
import type { Framework } from '../../domain/init/frameworks.ts';
import { isMetricsFile, isModelFile, isOnnx, isPredictionsFile } from '../../domain/init/output-names.ts';
import { type Answers, answerTo, BECAUSE_SAID, isQuestion } from './answers.ts';
import { evidenceQuestions } from './evidence-questions.ts';
import type { Training } from './find-training.ts';
import { isPlainMap, mapIn, type ProjectFiles } from './project-files.ts';
import type { SourceFile } from './read-sources.ts';

export interface OutputSources {
  readonly project: ProjectFiles;
  readonly training: Training | null;
  /** The training script first. */
  readonly sources: readonly SourceFile[];
  readonly framework: Framework | null;
  /** Model's name, for a file that may be called anything. */
  readonly name: string;
  readonly id: string | null;
  /** Text values of the parameters. */
  readonly paramTexts: readonly string[];
}

/** What training leaves, and what the candidate is judged by. */
export interface ChosenOutputs extends Part {
  /** Paths that training writes. */
  readonly written: readonly string[];
  /** Names in the metrics file where that is what judges; null where rows do. */
  readonly metricNames: readonly string[] | null;
  readonly isJudgedByRows: boolean;
}

type Kind = 'model' | 'predictions' | 'metrics';

interface Output {
  readonly kind: Kind;
  readonly option: string;
  readonly variable: string;
  readonly fits: (path: string) => boolean;
}

const OUTPUTS: Readonly<Record<Kind, Output>> = {
  model: { kind: 'model', option: 'model-file', variable: 'MODELYARD_OUTPUT_MODEL', fits: isModelFile },
  predictions: {
    kind: 'predictions',
    option: 'predictions',
    variable: 'MODELYARD_OUTPUT_PREDICTIONS',
    fits: isPredictionsFile,
  },
  metrics: {
    kind: 'metrics',
    option: 'metrics-file',
    variable: 'MODELYARD_OUTPUT_METRICS',
    fits: isMetricsFile,
  },
};

export async function chooseOutputs(from: OutputSources, answers: Answers): Promise<ChosenOutputs> {
  const model = findModel(from, answers);
  const open = model !== null && isQuestion(model) ? model : null;
  const found = model === null || isQuestion(model) ? null : model;
  const isRun = found !== null && isOnnx(found.value);
  const predictions = isRun ? saidOnly(answers, OUTPUTS.predictions) : findPredictions(from, answers);
  const hasRows = isRun || predictions !== null;
  const metrics = hasRows ? saidOnly(answers, OUTPUTS.metrics) : await findMetrics(from, answers);
  const questions =
    open === null ? evidenceQuestions({ ...from, model: found, predictions, metrics }) : [open];
  const lines = [line('model', found), line('predictions', predictions), line('metrics', metrics)].flatMap(
    (each) => each ?? [],
  );
  return {
    lines,
    questions,
    notes: found === null && questions.length === 0 ? [NO_MODEL] : [],
    written: lines.map(({ value }) => String(value)),
    metricNames: hasRows ? null : await metricNames(from, metrics),
    isJudgedByRows: hasRows,
  };
}

const NO_MODEL =
  'no file of a model is named, so that nothing can be released: save the model and say --model-file';

function line(key: Kind, found: Found<string> | null): ConfigLine | null {
  return found === null ? null : { path: ['train', key], value: found.value, because: found.because };
}

function saidOnly(answers: Answers, { option }: Output): Found<string> | null {
  const said = answerTo(answers, option);
  return typeof said === 'string' ? { value: said, because: BECAUSE_SAID } : null;
}

/** The first of several sources that names exactly one file; a question where one names several. */
function findModel(from: OutputSources, answers: Answers): Found<string> | Question | null {
  const said = answerTo(answers, 'model-file');
  if (said !== null) return said === false ? null : { value: said, because: saidModel(said) };
  const declared = [
    ...declaredBy(from, 'outs', isModelFile),
    ...from.sources.slice(0, 1).map((source) => writtenBy(source, OUTPUTS.model, from)),
    { where: 'the parameters', paths: from.paramTexts.filter(isModelFile) },
    ...from.sources.slice(1).map((source) => writtenBy(source, OUTPUTS.model, from)),
    { where: 'an earlier run, it seems', paths: leftBehind(from.project, isModelFile) },
  ];
  for (const { where, paths } of declared) {
    const graphs = paths.filter(isOnnx);
    const [path, another] = graphs.length > 0 ? graphs : paths;
    if (path === undefined) continue;
    if (another !== undefined) return several('model-file', `${where} names several files of models`, paths);
    return { value: path, because: `${modelReason(path)}; named by ${where}` };
  }
  return null;
}

function saidModel(path: string): string {
  return `${BECAUSE_SAID}; ${modelReason(path)}`;
}

function modelReason(path: string): string {
  return isOnnx(path)
    ? 'ONNX: it is run here, beside the release, on the same rows'
    : 'what a release holds; it is no ONNX, so it is never run here';
}

interface Declared {
  readonly where: string;
  readonly paths: readonly string[];
}

function declaredBy(
  { training }: OutputSources,
  key: 'outs' | 'metrics',
  fits: (path: string) => boolean,
): Declared[] {
  const stage = training?.stage ?? null;
  return stage === null
    ? []
    : [{ where: `the stage ${stage.name} in dvc.yaml`, paths: stage[key].filter(fits) }];
}

/** What a source writes: where Modelyard tells it to, or what it would take without being told; else files it names. */
function writtenBy(
  { path, clues }: SourceFile,
  { variable, fits, kind }: Output,
  from: OutputSources,
): Declared {
  const fallback = clues.variables.get(variable);
  if (fallback !== undefined) {
    const usual =
      kind === 'model' ? `out/${from.name}.onnx` : `out/${kind}.${kind === 'metrics' ? 'json' : 'csv'}`;
    const told = fallback === null ? `${path}, which writes where $${variable} says` : path;
    return { where: told, paths: [fallback ?? usual] };
  }
  const named = clues.paths.filter(({ text }) => fits(text));
  const whole = named.flatMap(({ text, isTail }) =>
    isTail ? located(text, from.project) : [relativePath(text)],
  );
  return {
    where: path,
    paths: [...new Set(whole.filter((each) => !each.startsWith('..') && !each.startsWith('/')))],
  };
}

/** A file whose folder the source does not say, where the tree has exactly one of that name. */
function located(name: string, { tree }: ProjectFiles): string[] {
  const found = tree.files.filter((path) => path === name || path.endsWith(`/${name}`));
  return found.length === 1 ? found : [];
}

function relativePath(text: string): string {
  return posix.normalize(text);
}

/** Files that git ignores, or that nobody has added: what training leaves, mostly. */
function leftBehind({ tree }: ProjectFiles, fits: (path: string) => boolean): string[] {
  return tree.files.filter((path) => fits(path) && !tree.tracked.has(path));
}

/** Predictions are taken where a source writes them to the place that Modelyard names, or where somebody said so. */
function findPredictions(from: OutputSources, answers: Answers): Found<string> | null {
  const said = answerTo(answers, 'predictions');
  if (said !== null) return said === false ? null : { value: said, because: BECAUSE_SAID };
  for (const source of from.sources) {
    if (!source.clues.variables.has(OUTPUTS.predictions.variable)) continue;
    const { where, paths } = writtenBy(source, OUTPUTS.predictions, from);
    if (paths[0] !== undefined) return { value: paths[0], because: `named by ${where}` };
  }
  return null;
}

async function findMetrics(from: OutputSources, answers: Answers): Promise<Found<string> | null> {
  const said = answerTo(answers, 'metrics-file');
  if (said !== null) return said === false ? null : { value: said, because: BECAUSE_SAID };
  const declared = [
    ...declaredBy(from, 'metrics', (path) => path.endsWith('.json')),
    ...from.sources.map((source) => writtenBy(source, OUTPUTS.metrics, from)),
  ];
  for (const { where, paths } of declared) {
    const [path, another] = paths;
    if (path === undefined) continue;
    if (another !== undefined && !paths.some((each) => /(^|\/)metrics\.json$/.test(each))) continue;
    const chosen = paths.find((each) => /(^|\/)metrics\.json$/.test(each)) ?? path;
    return { value: chosen, because: `numbers that training tells of itself; named by ${where}` };
  }
  return null;
}

/** Names of a metrics file that is there; else what the sources write under names in quotes. */
async function metricNames(
  { project, sources }: OutputSources,
  metrics: Found<string> | null,
): Promise<string[]> {
  if (metrics === null) return [];
  const written = mapIn(await project.text(metrics.value));
  if (written !== null) return Object.keys(written);
  return [...new Set(sources.flatMap(({ clues }) => clues.keys))];
}

function several(option: string, text: string, paths: readonly string[]): Question {
  return { option, text: `${text}: ${quoted(paths)}`, choices: paths };
}

/** Whether the file of metrics that is there can be read as one: a flat map of numbers. */
export async function metricsProblem(project: ProjectFiles, path: string): Promise<string | null> {
  const text = await project.text(path);
  if (text === null) return null;
  const map = mapIn(text);
  if (map === null) return `${path} is no JSON object`;
  const wrong = Object.entries(map).find(([, value]) => typeof value !== 'number' || !Number.isFinite(value));
  if (wrong === undefined) return null;
  const what = isPlainMap(wrong[1]) ? 'a map' : JSON.stringify(wrong[1]);
  return `${path}: ${wrong[0]} is ${what}, and every value must be a number`;
}
