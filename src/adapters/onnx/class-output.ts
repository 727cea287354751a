import { sumNotes } from '../../domain/metrics/score-notes.ts';
import { counted } from '../../domain/report/counted.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { portions, type Steps } from '../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../domain/texts/packed-texts.ts';
import { firstText, renamedTexts } from '../../domain/texts/renamed-texts.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import { ModelyardError } from '../../errors.ts';
import type { ModelOutput } from '../../ports/model-runtime.ts';
import type { OutputPlan } from './choose-outputs.ts';
import type { ResolvedClasses } from './resolve-classes.ts';
import { type ScoreCollector, scoreTypeOf } from './score-collector.ts';

type ClassOutput = Extract<ModelOutput, { kind: 'classes' }>;

export interface ClassReading {
  readonly task: 'binary' | 'multiclass';
  readonly plan: OutputPlan;
  readonly resolved: ResolvedClasses;
  /** Whether the order of the classes is the config's word alone. */
  readonly isOrderFromConfig: boolean;
}

/** Collected scores as probabilities per class. Throws `input` where scores, classes and labels do not fit together. */
export function* readClassOutput(collected: ScoreCollector, reading: ClassReading): Steps<ClassOutput> {
  const { plan, resolved, task } = reading;
  const width = collected.width();
  const name = plan.scores[0]?.name ?? '';
  const classes = plan.classes ?? resolved.classes;
  if (classes === null) throw unknownClasses(name, width);
  const isSingle = width === 1 && task === 'binary' && classes.length === 2;
  if (!isSingle && width !== classes.length) throw wrongWidth({ name, width, classes, task });
  if (task === 'binary' && classes.length !== 2) throw wrongWidth({ name, width, classes, task });
  const probabilities = isSingle ? yield* bothSides(collected.scores()) : collected.scores();
  const output = { kind: 'classes', classes, probabilities, scoreType: scoreTypeOf(plan) } as const;
  const labels = readLabels(collected.labels(), { ...reading, classes });
  const notes = [
    ...resolved.notes,
    ...(isSingle ? [`output ${name} is read as the probability of ${classes[1]}`] : []),
    ...labels.notes,
    ...(yield* sumNotes(probabilities, classes.length)),
  ];
  return {
    ...output,
    labels: labels.labels,
    notes: [...notes, ...(yield* agreementNotes({ ...output, labels: labels.labels }, reading))],
  };
}

/** A single score speaks of the second class. */
function* bothSides(scores: Float64Array): Steps<Float64Array> {
  const both = new Float64Array(scores.length * 2);
  for (const [from, to] of portions(scores.length)) {
    for (let row = from; row < to; row++) {
      const score = scores[row] as number;
      both[row * 2] = 1 - score;
      both[row * 2 + 1] = score;
    }
    yield to - from;
  }
  return both;
}

function unknownClasses(name: string, width: number): ModelyardError {
  const order = width === 1 ? 'the positive class last' : 'in the order of its columns';
  return new ModelyardError(
    'input',
    `the model does not say which classes output ${name} speaks of (${width} ${width === 1 ? 'column' : 'columns'})`,
    { hint: `List the classes in data.classes, ${order}; guessing the order could invert every result.` },
  );
}

function wrongWidth(facts: {
  readonly name: string;
  readonly width: number;
  readonly classes: readonly string[];
  readonly task: string;
}): ModelyardError {
  const { name, width, classes, task } = facts;
  return new ModelyardError(
    'input',
    `output ${name} of the model has ${width} columns, and its classes are ${classes.slice(0, 20).join(', ')} (${classes.length}); they do not fit each other or the task ${task}`,
    { hint: 'Check the task, data.classes, and that the model was exported with its probabilities.' },
  );
}

function readLabels(
  labels: Texts | null,
  reading: ClassReading & { readonly classes: readonly string[] },
): { labels: Texts | null; notes: readonly string[] } {
  if (labels === null) return { labels: null, notes: [] };
  const names = new Set(reading.classes);
  const named = renamedTexts(labels, reading.resolved.nameOf);
  const unknown = firstText(named, (label) => !names.has(label));
  if (unknown === undefined) return { labels: named, notes: [] };
  const text = `output ${reading.plan.label?.name} of the model holds ${JSON.stringify(unknown.slice(0, 80))}, which is none of the classes ${reading.classes.slice(0, 20).join(', ')}`;
  if (reading.plan.label?.type !== 'string')
    return { labels: null, notes: [`${text}; it is not read as a label`] };
  throw new ModelyardError('input', text, { hint: 'Correct data.classes, or export the model anew.' });
}

/** A label that mostly contradicts the highest score means that the order of the classes is wrong. */
function* agreementNotes(output: Omit<ClassOutput, 'notes'>, reading: ClassReading): Steps<string[]> {
  const { labels } = output;
  if (labels === null) return [];
  const differing = yield* contradictingRows(output, labels);
  if (differing === 0) return [];
  const text = `the model's own label is not the class with the highest score in ${formatCount(differing)} of ${counted(labels.length, 'row')}`;
  if (!reading.isOrderFromConfig || differing * 2 <= labels.length) return [text];
  throw new ModelyardError('input', `${text}: the order of data.classes seems to be wrong`, {
    hint: 'List the classes in the order of the model’s columns.',
  });
}

/** Rows whose label has a lower score than another class. */
function* contradictingRows(
  { classes, probabilities }: Omit<ClassOutput, 'notes'>,
  labels: Texts,
): Steps<number> {
  const width = classes.length;
  let count = 0;
  for (const [from, to] of portions(labels.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const own = probabilities[row * width + classes.indexOf(labels.at(row) ?? '')] ?? Number.NaN;
      let isBelow = false;
      for (let at = row * width; at < (row + 1) * width; at++)
        if ((probabilities[at] as number) > own) isBelow = true;
      if (isBelow) count += 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return count;
}
