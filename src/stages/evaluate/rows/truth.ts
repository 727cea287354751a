import { canonicalLabel, type LabelKind, labelReader } from '../../../domain/metrics/canonical-label.ts';
import { type Truth, tableOf } from '../../../domain/metrics/observations.ts';
import { inOneGo, portions, type Steps } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';

const SHOWN_LABELS = 5;

/** Labels of a binary task: 1 where the label is the positive class. Throws `input` for a third value. */
export function binaryTruth(labels: Texts, positive: string, kind: LabelKind): Truth {
  return inOneGo(binaryTruthInSteps(labels, positive, kind));
}

export function* binaryTruthInSteps(labels: Texts, positive: string, kind: LabelKind): Steps<Truth> {
  const canonicalPositive = canonicalLabel(positive, kind);
  const others = new Set<string>();
  const read = labelReader(kind);
  const encoded = new Uint8Array(labels.length);
  for (const [from, to] of portions(encoded.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const canonical = read(labels.at(row) ?? '');
      if (canonical === canonicalPositive) encoded[row] = 1;
      else others.add(canonical);
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  if (others.size > 1) {
    throw new ModelyardError(
      'input',
      `a binary target has two values; besides ${positive} there are ${shown(others)}`,
      {
        hint: 'Use task: multiclass, or make the label binary.',
      },
    );
  }
  if (!encoded.includes(1)) {
    throw new ModelyardError(
      'input',
      `no evaluation row has the positive label ${positive}; the labels are ${shown(others)}`,
      {
        hint: 'Check data.positive: it must be one of the values of data.target.',
      },
    );
  }
  return { task: 'binary', labels: encoded };
}

/** Labels as indices into `classes`. Throws `input` for a label that is no class. */
export function multiclassTruth(labels: Texts, classes: readonly string[], kind: LabelKind): Truth {
  return inOneGo(multiclassTruthInSteps(labels, classes, kind));
}

export function* multiclassTruthInSteps(
  labels: Texts,
  classes: readonly string[],
  kind: LabelKind,
): Steps<Truth> {
  const indexByClass = new Map(classes.map((name, index) => [canonicalLabel(name, kind), index]));
  const unknown = new Set<string>();
  const read = labelReader(kind);
  const encoded = new Int32Array(labels.length);
  for (const [from, to] of portions(encoded.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const label = labels.at(row) ?? '';
      const index = indexByClass.get(read(label));
      if (index === undefined) unknown.add(label);
      encoded[row] = index ?? -1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  if (unknown.size === 0) return { task: 'multiclass', labels: encoded, classes };
  throw new ModelyardError(
    'input',
    `the model knows no class ${shown(unknown)}; its classes are ${classes.join(', ')}`,
    {
      hint: 'Train with every class that the evaluation data hold, or set data.classes to the model’s own order and names.',
    },
  );
}

interface LabelledTarget {
  readonly name: string;
  readonly labels: Texts;
}

/** Values of a regression task, of one target or of several. Throws `input` with the first label that is no finite number. */
export function regressionTruth(labels: Texts, targets: readonly LabelledTarget[] = []): Truth {
  return inOneGo(regressionTruthInSteps(labels, targets));
}

export function* regressionTruthInSteps(
  labels: Texts,
  targets: readonly LabelledTarget[] = [],
): Steps<Truth> {
  if (targets.length < 2) return { task: 'regression', values: yield* finiteValues(labels, '') };
  const columns: (readonly [string, Float64Array])[] = [];
  for (const { name, labels: own } of targets) columns.push([name, yield* finiteValues(own, ` ${name}`)]);
  return { task: 'targets', ...tableOf(columns) };
}

function* finiteValues(labels: Texts, name: string): Steps<Float64Array> {
  const values = new Float64Array(labels.length);
  for (const [from, to] of portions(values.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const label = labels.at(row) ?? '';
      values[row] = Number(label);
      if (!Number.isFinite(values[row]) || label.trim() === '') throw notFinite(name, row, label);
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return values;
}

function notFinite(name: string, row: number, label: string): ModelyardError {
  return new ModelyardError(
    'input',
    `the target${name} of a regression must be a finite number; row ${row + 1} has ${JSON.stringify(label)}`,
  );
}

function shown(values: ReadonlySet<string>): string {
  const list = [...values]
    .sort()
    .slice(0, SHOWN_LABELS)
    .map((value) => JSON.stringify(value));
  return values.size > SHOWN_LABELS
    ? `${list.join(', ')} and ${values.size - SHOWN_LABELS} more`
    : list.join(', ');
}
