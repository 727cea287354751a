import { chooseGates, knownMetrics } from '../../domain/init/choose-gates.ts';
import type { Task } from '../../domain/init/choose-task.ts';
import { quoted } from '../../domain/init/column-facts.ts';
import type { ConfigLine, Found, Part, Question } from '../../domain/init/found.ts';
import { type Framework, frameworkOf } from '../../domain/init/frameworks.ts';
import { METRICS } from '../../domain/metrics/registry.ts';
import { counted } from '../../domain/report/counted.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { type Answers, answerTo, BECAUSE_SAID, isQuestion } from './answers.ts';
import { type ChosenColumns, chooseColumns } from './choose-columns.ts';
import { chooseName } from './choose-name.ts';
import { type ChosenOutputs, chooseOutputs, metricsProblem } from './choose-outputs.ts';
import { type ChosenParams, chooseParams } from './choose-params.ts';
import { findContract } from './find-contract.ts';
import { type FoundData, findData, isSameData } from './find-data.ts';
import type { Packages } from './find-packages.ts';
import { findTraining, scriptIn, type Training } from './find-training.ts';
import { type Inspection, inspectData } from './inspect-data.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Dvc } from './read-dvc.ts';
import { type SourceFile, scriptFirst } from './read-sources.ts';

/** What the repository holds, as far as it can be read without running anything. */
export interface Survey {
  readonly project: ProjectFiles;
  readonly dvc: Dvc;
  readonly sources: readonly SourceFile[];
  readonly packages: Packages;
}

/** One model of modelyard.yml with the reasons for each line, and what is still open. */
export interface Proposal extends Part {
  readonly name: Found<string>;
  readonly framework: Framework | null;
  readonly training: Training | null;
  readonly data: FoundData | null;
  /** Paths that training writes. */
  readonly written: readonly string[];
}

export async function propose(survey: Survey, engine: DataEngine, answers: Answers): Promise<Proposal> {
  const trained = await trainingOf(survey, answers);
  const training = isQuestion(trained) ? null : trained;
  const sources = scriptFirst(survey.sources, training?.script ?? null);
  const params = await chooseParams(survey.project, { training, sources }, answers);
  const contract = await findContract(survey.project, answers);
  const name = await chooseName(survey.project, { contract, answers, sources, training });
  const framework = frameworkOf(
    new Set([...sources.flatMap(({ imports }) => imports), ...survey.packages.required]),
  );
  const found = await findData(
    { ...survey, declared: training?.stage?.deps ?? [] },
    { train: answers.get('train-data') ?? null, evaluation: answers.get('evaluation-data') ?? null },
  );
  const data = 'train' in found ? found : null;
  const columns = await columnsOf(data, { engine, sources, params, keys: contract?.keys ?? [], answers });
  const outputs = await chooseOutputs(
    {
      project: survey.project,
      training,
      sources,
      framework,
      name: name.value,
      id: columns.id,
      paramTexts: params.texts,
    },
    answers,
  );
  const gates = await gatesOf(survey.project, { task: columns.task, outputs, answers });
  const trainLines = trainingLines(training, params);
  return {
    name,
    framework,
    training,
    data,
    written: outputs.written,
    lines: [
      ...columns.lines.filter(({ path }) => path[0] === 'task'),
      ...dataLines(data, contract),
      ...columns.lines.filter(({ path }) => path[0] !== 'task'),
      ...trainLines,
      ...inputLines(survey, training, outputs),
      ...outputs.lines,
      ...gates.lines,
    ],
    questions: [
      ...('train' in found ? [] : found),
      ...columns.questions,
      ...(isQuestion(trained) ? [trained] : []),
      ...outputs.questions,
      ...gates.questions,
      ...sameRows(data, outputs),
    ],
    notes: [...columns.notes, ...outputs.notes, ...sourceNotes(sources, params, framework)],
  };
}

async function trainingOf(survey: Survey, answers: Answers): Promise<Training | Question> {
  const said = answers.get('run');
  if (said === undefined) return findTraining({ ...survey, runner: survey.packages.runner });
  return { command: said, because: BECAUSE_SAID, script: scriptIn(said, survey.sources), stage: null };
}

interface Columns {
  readonly engine: DataEngine;
  readonly sources: readonly SourceFile[];
  readonly params: ChosenParams;
  readonly keys: readonly string[];
  readonly answers: Answers;
}

async function columnsOf(
  data: FoundData | null,
  { engine, answers, params, ...from }: Columns,
): Promise<ChosenColumns> {
  if (data === null) return { lines: [], questions: [], notes: [], task: null, id: null };
  const isHere = data.train.files.length > 0 && data.evaluation.files.length > 0;
  const inspection: Inspection | null = isHere ? await inspectData(data, engine) : null;
  try {
    const chosen = await chooseColumns({ ...from, data, inspection, params: params.target }, answers);
    if (inspection?.isSample !== true) return chosen;
    return {
      ...chosen,
      notes: [...chosen.notes, 'the data are large: only their first 32 MB were looked at'],
    };
  } finally {
    await inspection?.close();
  }
}

function dataLines(
  data: FoundData | null,
  contract: { readonly path: string; readonly because: string } | null,
): ConfigLine[] {
  if (data === null) return [];
  const lines: ConfigLine[] = [
    { path: ['data', 'train'], value: data.train.value, because: data.train.because },
    { path: ['data', 'evaluation'], value: data.evaluation.value, because: data.evaluation.because },
  ];
  if (contract !== null)
    lines.push({ path: ['data', 'contract'], value: contract.path, because: contract.because });
  if (isSameData(data))
    lines.push({
      path: ['data', 'checks'],
      value: { overlap_rows: 'off', overlap_time: 'off' },
      because: 'one file for both: training splits it itself, and what it tells of its own rows is believed',
    });
  return lines;
}

function trainingLines(training: Training | null, params: ChosenParams): ConfigLine[] {
  const run =
    training === null ? [] : [{ path: ['train', 'run'], value: training.command, because: training.because }];
  const file = params.found;
  return file === null
    ? run
    : [...run, { path: ['train', 'params'], value: file.value, because: file.because }];
}

/** What training writes over in git would count as a changed input: then the deps that its stage declares are the inputs. */
function inputLines(
  { project }: Survey,
  training: Training | null,
  { written }: ChosenOutputs,
): ConfigLine[] {
  const stage = training?.stage ?? null;
  const other = stage?.inGit.filter((path) => !written.includes(path)) ?? [];
  const deps =
    stage?.deps.filter((path) =>
      project.tree.files.some((file) => file === path || file.startsWith(`${path}/`)),
    ) ?? [];
  if (stage === null || other.length === 0 || deps.length === 0) return [];
  return [
    {
      path: ['train', 'inputs'],
      value: deps,
      because: `the deps of the stage ${stage.name}: it writes ${quoted(other)} into git, too, which would count as changed inputs`,
    },
  ];
}

/** Rows that training has seen say nothing about a model; numbers that it tells of itself may come from a split of its own. */
function sameRows(data: FoundData | null, { isJudgedByRows }: ChosenOutputs): Question[] {
  if (data === null || !isJudgedByRows || !isSameData(data)) return [];
  const text = `${data.train.value} is the training data: what a model has seen cannot judge it`;
  return [{ option: 'evaluation-data', text, choices: [] }];
}

interface Gates {
  readonly task: Task | null;
  readonly outputs: ChosenOutputs;
  readonly answers: Answers;
}

async function gatesOf(project: ProjectFiles, { task, outputs, answers }: Gates): Promise<Part> {
  const file = outputs.lines.find(({ path }) => path[1] === 'metrics');
  if (task === null || outputs.questions.length > 0) return { lines: [], questions: [], notes: [] };
  if (outputs.isJudgedByRows || outputs.metricNames === null)
    return { lines: chooseGates(task, null), questions: [], notes: [] };
  const path = String(file?.value);
  const problem = await metricsProblem(project, path);
  if (problem !== null)
    return {
      lines: [],
      notes: [],
      questions: [{ option: 'metrics-file', text: problem, choices: [], hint: FLAT }],
    };
  const said = answerTo(answers, 'metric');
  const names = typeof said === 'string' ? said.split(',').map((name) => name.trim()) : outputs.metricNames;
  const known = knownMetrics(task, names);
  if (known.length > 0) return { lines: chooseGates(task, known), questions: [], notes: [] };
  return { lines: [], notes: [], questions: [unknownMetrics(path, task, names)] };
}

const FLAT = 'It must be one flat JSON object of numbers, such as {"accuracy": 0.91}.';

function unknownMetrics(path: string, task: Task, names: readonly string[]): Question {
  const known = METRICS.filter((metric) => metric.tasks.includes(task)).map(({ name }) => name);
  const what =
    names.length === 0 ? `what ${path} tells is not known` : `${path} tells nothing under a known name`;
  return {
    option: 'metric',
    text: `${what}; of a ${task} task there are ${quoted(known)}`,
    choices: known,
    hint: 'Training has to write one of these names.',
  };
}

/** What the reader should know of the sources. */
function sourceNotes(
  sources: readonly SourceFile[],
  params: ChosenParams,
  framework: Framework | null,
): string[] {
  const [script] = sources;
  const secrets = [...new Set(sources.flatMap(({ clues }) => clues.secrets))].filter(
    (name) => !name.startsWith('MODELYARD'),
  );
  const hasSeed = params.hasSeed || sources.some(({ clues }) => clues.hasSeed);
  return [
    ...(secrets.length === 0
      ? []
      : [`training sees no secret unless train.env lists it; the sources read ${quoted(secrets)}`]),
    ...(script === undefined || hasSeed || framework === null
      ? []
      : [
          `no seed was found in ${counted(sources.length, 'source')}: two trainings of the same inputs may differ. MODELYARD_SEED holds one`,
        ]),
  ];
}
