import {
  type Chosen,
  chooseGroup,
  chooseId,
  chooseTime,
  isNamedLikeRole,
  type SeenColumns,
} from '../../domain/init/choose-roles.ts';
import type { Task } from '../../domain/init/choose-task.ts';
import { type ColumnFacts, quoted } from '../../domain/init/column-facts.ts';
import { type ConfigLine, joined, type Part } from '../../domain/init/found.ts';
import { type Answers, answerTo, BECAUSE_SAID, isQuestion } from './answers.ts';
import { labelNotes, positiveOf, targetOf, taskOf } from './choose-label.ts';
import { type ColumnSources, columnOf, NOTHING } from './column-sources.ts';
import { isSameData } from './find-data.ts';
import type { Inspection } from './inspect-data.ts';

/** What the columns mean: target, task, positive class, id, group, time, features. */
export interface ChosenColumns extends Part {
  readonly task: Task | null;
  readonly id: string | null;
}

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
  // Rows that stand in both files have neither ids nor groups of their own.
  const apart = isSameData(from.data) ? [] : facts;
  const id = role('id', { from, answers, choose: () => chooseId(apart, keys) });
  const rest = apart.filter(({ name }) => name !== id.found?.value);
  const group = role('group', { from, answers, choose: () => chooseGroup(rest) });
  const named = [id.found?.value, group.found?.value];
  const times = facts.filter(({ name }) => !named.includes(name));
  const time = role('time', { from, answers, choose: () => chooseTime(times, seen) });
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
