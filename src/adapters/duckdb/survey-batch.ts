import type { ColumnSurvey, SurveyedColumn } from '../../domain/data-checks/survey.ts';
import { askInPasses } from './ask-in-passes.ts';
import { columnNamed } from './relation.ts';
import { countIf } from './sql.ts';
import { labelTables } from './survey-label.ts';
import { surveyNumbers } from './survey-number.ts';
import { someRows } from './survey-sample.ts';
import { isBinned, isTallied, type Tallied, tallyNumbers } from './survey-tally.ts';
import { dropValues, keepValues, personalNumbers, surveyText } from './survey-text.ts';
import type { ColumnHead, SurveyBatch, Surveying } from './surveying.ts';

export async function surveyBatch(batch: SurveyBatch): Promise<ColumnSurvey[]> {
  const surveying: Surveying[] = [];
  try {
    const heads = await columnHeads(batch);
    for (const [index, surveyed] of batch.plan.columns.entries()) {
      const column = columnNamed(batch.relation, surveyed.column);
      const head = heads[index] ?? { present: 0, distinct: 0 };
      const own = { ...batch, surveyed, column, head };
      surveying.push({ ...own, values: isByValue(surveyed) ? await keepValues(own) : null });
    }
    return await surveyEach(batch, surveying);
  } finally {
    for (const { values } of surveying)
      if (values !== null) await dropValues(batch.session, batch.relation, values);
  }
}

/** Text, and what is tabulated by value, is asked of each different value once. */
function isByValue({ as, withLabel, cells }: SurveyedColumn): boolean {
  return as === 'text' || (withLabel && cells === 'values');
}

/** How many cells have a value, and about how many different ones there are, where nothing else tells. */
async function columnHeads({ session, relation, plan }: SurveyBatch): Promise<ColumnHead[]> {
  const asked = plan.columns.map((surveyed) => {
    const { raw } = columnNamed(relation, surveyed.column);
    const isCounted = isTallied({ surveyed }) && !isByValue(surveyed);
    return [`count(${raw})`, isCounted ? '0' : `approx_count_distinct(${raw})`];
  });
  const answers = await askInPasses({ session, relation, from: relation.sql }, asked, asked.length);
  return answers.map(([present, distinct]) => ({ present: Number(present), distinct: Number(distinct) }));
}

async function surveyEach(batch: SurveyBatch, surveying: readonly Surveying[]): Promise<ColumnSurvey[]> {
  const tallies = await tallyNumbers(batch, surveying.filter(isTallied));
  const tops = await topsOf(batch, surveying, tallies);
  const numeric = surveying.flatMap((each) => {
    const tallied = tallies.get(each);
    return each.surveyed.as === 'number' && tallied !== undefined
      ? [{ each, column: each.column, tallied }]
      : [];
  });
  const numbers = await surveyNumbers(batch, numeric);
  const tables = await labelTables(
    batch,
    surveying.filter((each) => each.surveyed.withLabel && !isBinned(each)),
  );
  const columns: ColumnSurvey[] = [];
  for (const each of surveying)
    columns.push({
      ...(await describedColumn(each, tallies.get(each))),
      top: tops.get(each) ?? null,
      number: numbers[numeric.findIndex((number) => number.each === each)] ?? null,
      label: tallies.get(each)?.table ?? tables.get(each) ?? null,
    });
  return columns;
}

type Described = Omit<ColumnSurvey, 'top' | 'number' | 'label'>;

async function describedColumn(surveying: Surveying, tallied: Tallied | undefined): Promise<Described> {
  const { surveyed, head, values, rows, column } = surveying;
  const facts = surveyed.as === 'text' && values !== null ? await surveyText(surveying, values) : null;
  const isWhole = surveyed.as === 'number' && column.logicalType === 'integer';
  return {
    column: surveyed.column,
    rows: head.present,
    nulls: rows - head.present,
    distinct: values?.distinct ?? tallied?.distinct ?? head.distinct,
    text: facts?.text ?? null,
    personal: facts?.personal ?? (isWhole ? await personalNumbers(surveying) : null),
  };
}

type Top = ColumnSurvey['top'];

/** The most frequent values: those that were counted, else the middle ones. */
async function topsOf(
  batch: SurveyBatch,
  surveying: readonly Surveying[],
  tallies: ReadonlyMap<Surveying, Tallied>,
): Promise<ReadonlyMap<Surveying, Top>> {
  const tops = new Map<Surveying, Top>();
  for (const each of surveying) {
    const known = each.values?.top ?? talliedTop(each, tallies.get(each));
    if (known !== null && each.head.present > 0) tops.set(each, known);
  }
  const open = surveying.filter((each) => each.head.present > 0 && !tops.has(each));
  const middles = await middleValues(
    batch,
    open.map(({ column }) => column.raw),
  );
  for (const [index, each] of open.entries()) tops.set(each, middles[index] ?? null);
  return tops;
}

/** Of numbers of which none has over half of the rows; null where one may, which then is shown as the file writes it. */
function talliedTop({ head }: Surveying, tallied: Tallied | undefined): Top {
  if (tallied === undefined || tallied.middle === null) return null;
  const { middle, middleRows, finite } = tallied;
  const others = head.present - finite;
  if (2 * Math.max(middleRows, others) >= head.present) return null;
  return { value: String(middle.median), rows: middleRows };
}

/** Without counting every value: only the middle one can have over half of the rows, and that is the middle of some. */
async function middleValues(batch: SurveyBatch, columns: readonly string[]): Promise<Top[]> {
  const tops: Top[] = [];
  const { columnsPerPass } = await someRows(batch.session, batch.relation);
  for (let start = 0; start < columns.length; start += columnsPerPass)
    tops.push(...(await someMiddleValues(batch, columns.slice(start, start + columnsPerPass))));
  return tops;
}

async function someMiddleValues(
  { session, relation }: SurveyBatch,
  columns: readonly string[],
): Promise<Top[]> {
  const { from } = await someRows(session, relation);
  const middles = columns.map((raw, index) => `quantile_disc(${raw}, 0.5) AS v${index}`);
  const counts = columns.map(
    (raw, index) =>
      `any_value(v${index})::VARCHAR AS v${index}, ${countIf(`${raw} = v${index}`)} AS n${index}`,
  );
  const [row = {}] = await session.rows(
    `WITH m AS MATERIALIZED (SELECT ${middles.join(', ')} FROM ${from}) SELECT ${counts.join(', ')} FROM ${relation.sql}, m`,
    relation.source,
  );
  return columns.map((_, index) => ({ value: String(row[`v${index}`]), rows: Number(row[`n${index}`]) }));
}
