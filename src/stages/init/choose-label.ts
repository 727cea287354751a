import { asLabel, choosePositive } from '../../domain/init/choose-positive.ts';
import { chooseTarget, type TargetSource } from '../../domain/init/choose-target.ts';
import { chooseTask, TASKS, type Task } from '../../domain/init/choose-task.ts';
import { type ColumnFacts, quoted } from '../../domain/init/column-facts.ts';
import type { Found, Part, Question } from '../../domain/init/found.ts';
import { counted } from '../../domain/report/counted.ts';
import { ModelyardError } from '../../errors.ts';
import { type Answers, BECAUSE_SAID, isQuestion } from './answers.ts';
import { type ColumnSources, columnOf, NOTHING } from './column-sources.ts';
import type { SourceFile } from './read-sources.ts';

/** The column that the model predicts. */
export function targetOf(from: ColumnSources, answers: Answers): Found<string> | Question {
  const { inspection } = from;
  const said = answers.get('target');
  const sources = [
    ...from.sources.slice(0, 1).map(sourceOf),
    ...(from.params === null ? [] : [from.params]),
    ...from.sources.slice(1).map(sourceOf),
  ];
  if (inspection === null) {
    const named = said ?? sources.find(({ columns }) => columns.length === 1)?.columns[0];
    if (named !== undefined)
      return { value: named, because: said === undefined ? 'the sources call it the target' : BECAUSE_SAID };
    return notHere(from, 'target', 'the column that the model predicts', []);
  }
  if (said !== undefined) return { value: columnOf(inspection, 'target', said), because: BECAUSE_SAID };
  return unjudged(from, sources) ?? chooseTarget(inspection.columns, sources);
}

function sourceOf({ path, clues }: SourceFile): TargetSource {
  return { where: path, columns: clues.targets };
}

/** Rows without the label judge nothing: mostly a file to predict on, not one to test with. */
function unjudged({ inspection, data }: ColumnSources, sources: readonly TargetSource[]): Question | null {
  if (inspection === null) return null;
  const { trainColumns, evaluationColumns } = inspection;
  const inTrain = chooseTarget(trainColumns, sources);
  if (isQuestion(inTrain) || evaluationColumns.includes(inTrain.value)) return null;
  return {
    option: 'evaluation-data',
    text: `${data.evaluation.value} has no column ${inTrain.value}, which the model predicts: it cannot judge`,
    choices: [],
    hint: 'Name rows with labels that training does not learn from.',
  };
}

export function taskOf(
  from: ColumnSources,
  facts: ColumnFacts | null,
  answers: Answers,
): Found<Task> | Question {
  const said = answers.get('task');
  if (said !== undefined) return { value: taskNamed(said), because: BECAUSE_SAID };
  if (facts === null) return notHere(from, 'task', 'the task', TASKS);
  return chooseTask(facts, {
    classes: from.sources.some(({ clues }) => clues.speaksOf.classes),
    numbers: from.sources.some(({ clues }) => clues.speaksOf.numbers),
  });
}

function taskNamed(text: string): Task {
  const task = TASKS.find((each) => each === text);
  if (task !== undefined) return task;
  throw new ModelyardError('usage', `--task ${text}: expected ${TASKS.join(', ')}`);
}

export function positiveOf(from: ColumnSources, facts: ColumnFacts | null, answers: Answers): Part {
  const said = answers.get('positive');
  const found = positiveFrom(from, facts, said);
  if (isQuestion(found)) return { ...NOTHING, questions: [found] };
  const line = {
    path: ['data', 'positive'],
    value: found.value,
    because: `scores speak of this class: ${found.because}`,
  };
  return { ...NOTHING, lines: [line] };
}

function positiveFrom(from: ColumnSources, facts: ColumnFacts | null, said: string | undefined) {
  if (facts === null) {
    if (said === undefined) return notHere(from, 'positive', 'the class that a score speaks of', []);
    return { value: typedLabel(said), because: BECAUSE_SAID };
  }
  if (said === undefined)
    return choosePositive(
      facts,
      from.sources.flatMap(({ clues }) => clues.compared),
    );
  const values = facts.train.values.map(({ text }) => text);
  if (values.includes(said)) return { value: asLabel(said, facts.logicalType), because: BECAUSE_SAID };
  throw new ModelyardError('usage', `--positive ${said}: ${facts.name} holds ${quoted(values)}`);
}

/** As YAML would read it: there are no data to tell the type. */
function typedLabel(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

export function labelNotes(facts: ColumnFacts | null): Part {
  const gone = facts === null ? 0 : facts.train.nulls + facts.evaluation.nulls;
  if (gone === 0 || facts === null) return NOTHING;
  const note = `${counted(gone, 'row')} have no ${facts.name}: the check fails until they are labelled or left out (data.null_labels: exclude)`;
  return { ...NOTHING, notes: [note] };
}

function notHere(
  { data }: ColumnSources,
  option: string,
  what: string,
  choices: readonly string[],
): Question {
  const gone = [data.train, data.evaluation].filter(({ files }) => files.length === 0);
  return {
    option,
    text: `${what} is not known without the data: ${quoted(gone.map(({ value }) => value))}, not here`,
    choices,
    hint: 'Run dvc pull first, and the data are looked at.',
  };
}
