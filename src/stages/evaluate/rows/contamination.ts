import { resolveCommit } from '../../../adapters/git/repository.ts';
import type { DataPaths } from '../../../config/resolved.ts';
import { type DataForm, type RowChoice, USUAL_FORM } from '../../../domain/data-form.ts';
import { selectGroups, selectWeights } from '../../../domain/metrics/select-observations.ts';
import { counted } from '../../../domain/report/counted.ts';
import { portions, type Steps } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import { pickTextsInSteps } from '../../../domain/texts/pick-texts.ts';
import { standingInSteps } from '../../../domain/texts/text-index.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { ModelyardError } from '../../../errors.ts';
import type { DataSource } from '../../../ports/data-engine.ts';
import { withDataAt } from '../../data-at.ts';
import { findSource } from '../../data-source.ts';
import type { Judging } from '../judging.ts';
import { copiedRows } from './copied-rows.ts';
import type { EvaluationRows } from './evaluation-rows.ts';

/** What the baseline was trained on, as far as ids and contents tell. */
export type Training =
  | {
      readonly kind: 'known';
      /** null: rows have none. */
      readonly ids: Texts | null;
      /** Evaluation rows that are among them with features and label, whatever their ids. */
      readonly copied: number;
    }
  /** Not known, and why; plain text. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Nothing to ask: no baseline, or the same training data as the candidate's, which validate looks at. */
  | { readonly kind: 'unasked' };

/**
 * The rows that the baseline was trained on, out of the training data as git holds them at its release's commit. Rows of
 * the evaluation that are among them flatter the baseline. Nothing is published for it and nothing is fetched.
 */
export async function baselineTraining(judging: Judging): Promise<Training> {
  const { baseline, context, identical } = judging;
  if (baseline === null || identical) return { kind: 'unasked' };
  const wanted = baseline.commit ?? null;
  if (wanted === null) return unknown(`nothing says what ${baseline.source} was trained on`);
  const commit = await resolveCommit(context.project.repository, wanted);
  if (commit === null)
    return unknown(`the commit of ${baseline.source} is not in this clone (check out with fetch-depth: 0)`);
  try {
    return await trainingAt(judging, commit);
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code === 'internal' || error.code === 'interrupted')
      throw error;
    return unknown(`the training data of ${baseline.source} cannot be read`);
  }
}

function unknown(reason: string): Training {
  return { kind: 'unknown', reason };
}

async function trainingAt(judging: Judging, commit: string): Promise<Training> {
  const { context, baseline, types } = judging;
  const { train, id } = context.model.data;
  return withDataAt(context, { data: train, commit }, async (then) => {
    if (then.paths.length === 0 || then.paths.some((path) => path.endsWith('.dvc')))
      return unknown(`git does not hold the training data of ${baseline?.source}`);
    const form = formOf(train.form, baseline?.trainRows ?? null);
    const sameRows = JSON.stringify(form?.rows) === JSON.stringify(train.form?.rows);
    if (sameRows && (await then.isSame().catch(() => false))) return { kind: 'unasked' };
    const { patterns } = then.data;
    const taught: DataPaths = form === undefined ? { patterns } : { patterns, form };
    const source = await findSource(then.context, taught, { types });
    const ids = id === null ? null : await idsIn(judging, source, id);
    if (typeof ids === 'string') return unknown(ids);
    return { kind: 'known', ids, copied: await copiedRows(judging, source) };
  });
}

/** A text says why there are none. */
async function idsIn(
  { ports: { engine }, baseline }: Judging,
  source: DataSource,
  id: string,
): Promise<Texts | string> {
  const columns = await engine.describe(source);
  if (!columns.some(({ name }) => name === id))
    return `the training data of ${baseline?.source} have no column ${id}`;
  const read = await engine.read(source, { columns: [{ name: id, as: 'text' }], orderBy: null });
  const [column] = read.columns;
  return column?.kind === 'text' ? column.data : [];
}

/** The data of then are read as those of today, but for the rows that belonged to them. */
function formOf(form: DataForm | undefined, rows: readonly RowChoice[] | null): DataForm | undefined {
  if (rows !== null) return { ...USUAL_FORM, ...form, rows };
  if (form?.rows === undefined) return form;
  const { rows: _, ...all } = form;
  return all;
}

/** The rows of which the baseline was not taught the answer. Throws `input` where none is left. */
export function* withoutTaught(
  rows: EvaluationRows,
  training: Training,
  source: string,
): Steps<EvaluationRows> {
  const { ids } = rows;
  if (training.kind !== 'known' || training.ids === null || ids === null) return rows;
  const { kept, taught } = yield* parted(ids, yield* standingInSteps(ids, training.ids));
  if (taught.length === 0) return rows;
  if (kept.length === 0)
    throw new ModelyardError('input', `${source} was trained on every one of the evaluation rows`, {
      hint: 'Evaluate on rows that no released model was trained on, or compare with another release.',
    });
  const pick = (values: Texts) => pickTextsInSteps(values, kept);
  const targets: { name: string; labels: Texts }[] = [];
  for (const { name, labels } of rows.targets) targets.push({ name, labels: yield* pick(labels) });
  return {
    ...rows,
    rows: kept.length,
    ids: yield* pick(ids),
    labels: targets[0]?.labels ?? rows.labels,
    targets,
    groups: yield* selectGroups(rows.groups, kept),
    weights: yield* selectWeights(rows.weights, kept),
    stored: rows.stored.only(kept),
    excludedIds: rows.excludedIds.concat(taught),
    taught: taught.length,
  };
}

/** The rows that are kept, and the ids of those that are not. */
function* parted(
  ids: Texts,
  wasTaught: (row: number) => boolean,
): Steps<{ readonly kept: Int32Array; readonly taught: readonly string[] }> {
  const kept = new Int32Array(ids.length);
  const taught: string[] = [];
  let count = 0;
  for (const [from, to] of portions(ids.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      if (wasTaught(row)) taught.push(ids.at(row) ?? '');
      else kept[count++] = row;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return { kept: kept.slice(0, count), taught };
}

interface Taught {
  readonly rows: EvaluationRows;
}

/** How many rows of all datasets were left out, for the record; nothing where nobody had to ask. */
export function taughtRows(
  training: Training,
  sets: readonly Taught[],
): { readonly taughtRows?: number | null } {
  if (training.kind === 'unasked') return {};
  if (training.kind === 'unknown') return { taughtRows: null };
  return training.ids === null ? {} : { taughtRows: leftOut(sets) };
}

function leftOut(sets: readonly Taught[]): number {
  return sets.reduce((sum, { rows }) => sum + (rows.taught ?? 0), 0);
}

/** For the notes of the record. Rows that ids tell are left out; those that only their contents tell may be chance one by one. */
export function trainingNotes(training: Training, sets: readonly Taught[], baseline: string): string[] {
  if (training.kind === 'unknown')
    return [
      `whether evaluation rows were among those that the baseline was trained on is not known: ${training.reason}`,
    ];
  const renamed = training.kind === 'known' ? training.copied - leftOut(sets) : 0;
  if (renamed <= 0) return [];
  const rows = counted(renamed, 'evaluation row');
  return [
    `about ${rows} with the same features and label stood in the training data of ${baseline} under other ids: it looks better here than it is`,
  ];
}
