import { nearest } from '../../config/nearest.ts';
import { asLabel, choosePositive } from '../../domain/init/choose-positive.ts';
import {
  type Chosen,
  chooseGroup,
  chooseId,
  chooseTime,
  isNamedLikeRole,
  type SeenColumns,
} from '../../domain/init/choose-roles.ts';
import { chooseTarget, type TargetSource } from '../../domain/init/choose-target.ts';
import { chooseTask, TASKS, type Task } from '../../domain/init/choose-task.ts';
import { type ColumnFacts, counted, quoted } from '../../domain/init/column-facts.ts';
import { type ConfigLine, type Found, joined, type Part, type Question } from '../../domain/init/found.ts';
import { ModelyardError } from '../../errors.ts';
import { type Answers, answerTo, BECAUSE_SAID, isQuestion } from './answers.ts';
import type { FoundData } from './find-data.ts';
import type { Inspection } from './inspect-data.ts';
import type { SourceFile } from './read-sources.ts';

export interface ColumnSources {
  readonly data: FoundData;
  /** null where the data are not here. */
  readonly inspection: Inspection | null;
  /** The training script first. */
  readonly sources: readonly SourceFile[];
  /** Columns that the parameters call the target. */
  readonly params: TargetSource | null;
  /** Primary key of the contract. */
  readonly keys: readonly string[];
}

/** What the columns mean: target, task, positive class, id, group, time, features. */
export interface ChosenColumns extends Part {
  readonly task: Task | null;
  readonly id: string | null;
}

const NOTHING: Part = { lines: [], questions: [], notes: [] };

export async function chooseColumns(from: ColumnSources, answers: Answers): Promise<ChosenColumns> {
  const target = targetOf(from, answers);
  if (isQuestion(target)) return { ...NOTHING, questions: [target], task: null, id: null };
  const facts = from.inspection === null ? null : await from.inspection.facts(target.value);
  const task = taskOf(from, facts, answers);
  const line: ConfigLine = { path: ['data', 'target'], value: target.value, because: target.because };
  const roles = await chooseRoles(from, target.value, answers);
  const own = isQuestion(task)
    ? { ...NOTHING, lines: [line], questions: [task] }
    : joined(
        { ...NOTHING, lines: [{ path: ['task'], value: task.value, because: task.because }, line] },
        task.value === 'binary' ? positiveOf(from, facts, answers) : NOTHING,
        labelNotes(facts),
      );
  return {
    ...joined(own, roles),
    task: isQuestion(task) ? null : task.value,
    id: roles.id,
  };
}

function targetOf(from: ColumnSources, answers: Answers): Found<string> | Question {
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

function taskOf(from: ColumnSources, facts: ColumnFacts | null, answers: Answers): Found<Task> | Question {
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

function positiveOf(from: ColumnSources, facts: ColumnFacts | null, answers: Answers): Part {
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

function labelNotes(facts: ColumnFacts | null): Part {
  const gone = facts === null ? 0 : facts.train.nulls + facts.evaluation.nulls;
  if (gone === 0 || facts === null) return NOTHING;
  const note = `${counted(gone, 'row')} have no ${facts.name}: the check fails until they are labelled or left out (data.null_labels: exclude)`;
  return { ...NOTHING, notes: [note] };
}

async function chooseRoles(
  from: ColumnSources,
  target: string,
  answers: Answers,
): Promise<Part & { readonly id: string | null }> {
  const { inspection, keys } = from;
  const seen = inspection === null ? { features: null, dropped: [] } : seenColumns(from, inspection, target);
  const others = inspection?.columns.filter((name) => name !== target) ?? [];
  const candidates = others.filter((name) => isNamedLikeRole(name) || keys.includes(name));
  const facts: ColumnFacts[] = [];
  if (inspection !== null) for (const name of candidates) facts.push(await inspection.facts(name));
  const id = role('id', { from, answers, choose: () => chooseId(facts, keys) });
  const rest = facts.filter(({ name }) => name !== id.found?.value);
  const group = role('group', { from, answers, choose: () => chooseGroup(rest) });
  const apart = rest.filter(({ name }) => name !== group.found?.value);
  const time = role('time', { from, answers, choose: () => chooseTime(apart, seen) });
  const roles = [
    ['id', id],
    ['group_by', group],
    ['time', time],
  ] as const;
  const taken = [target, ...roles.flatMap(([, { found }]) => found?.value ?? [])];
  return {
    lines: [
      ...roles.flatMap(([key, { found }]) =>
        found === null ? [] : [{ path: ['data', key], value: found.value, because: found.because }],
      ),
      ...featureLines(from, { seen, taken, others }),
    ],
    questions: [],
    notes: roles.flatMap(([, { notes }]) => notes),
    id: id.found?.value ?? null,
  };
}

interface RoleRequest {
  readonly from: ColumnSources;
  readonly answers: Answers;
  readonly choose: () => Chosen;
}

function role(option: string, { from, answers, choose }: RoleRequest): Chosen {
  const said = answerTo(answers, option);
  if (said === false) return { found: null, notes: [] };
  if (said === null) return choose();
  const value = from.inspection === null ? said : columnOf(from.inspection, option, said);
  return { found: { value, because: BECAUSE_SAID }, notes: [] };
}

/** What the training script says of the columns; a list that names others speaks of something else. */
function seenColumns(
  { sources }: ColumnSources,
  { columns }: Inspection,
  target: string,
): SeenColumns & { readonly where: string } {
  for (const { path, clues } of sources) {
    const features = clues.features.find(
      (list) => list.every((name) => columns.includes(name)) && !list.includes(target),
    );
    const dropped = clues.dropped.filter((name) => columns.includes(name));
    if (features !== undefined || dropped.length > 0)
      return { features: features ?? null, dropped, where: path };
  }
  return { features: null, dropped: [], where: '' };
}

interface Features {
  readonly seen: SeenColumns & { readonly where?: string };
  readonly taken: readonly string[];
  readonly others: readonly string[];
}

/** Written where it differs from what is taken without it, or where the sources give the order themselves. */
function featureLines(_from: ColumnSources, { seen, taken, others }: Features): ConfigLine[] {
  const path = ['data', 'features'];
  if (seen.features !== null)
    return [{ path, value: seen.features, because: `the features as ${seen.where} lists them` }];
  const usual = others.filter((name) => !taken.includes(name));
  const left = usual.filter((name) => !seen.dropped.includes(name));
  if (left.length === usual.length || left.length === 0) return [];
  const dropped = usual.filter((name) => seen.dropped.includes(name));
  return [
    { path, value: left, because: `all columns but ${quoted(dropped)}, which ${seen.where} leaves out` },
  ];
}

function columnOf({ columns }: Inspection, option: string, name: string): string {
  if (columns.includes(name)) return name;
  const near = nearest(name, columns);
  throw new ModelyardError(
    'usage',
    `--${option} ${name}: there is no such column in both files${near === null ? '' : `; did you mean ${near}?`}`,
    { hint: `The columns are: ${quoted(columns, 50)}.` },
  );
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
    text: `${what} is not known: ${quoted(gone.map(({ value }) => value))} is not here`,
    choices,
    hint: 'Run dvc pull first, and the data are looked at.',
  };
}
