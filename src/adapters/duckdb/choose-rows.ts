import type { RowChoice } from '../../domain/data-form.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { labelOfAll } from './label-of.ts';
import { columnNamed, numberedRows, type Relation } from './relation.ts';
import { textLiteral } from './sql.ts';

/**
 * The rows of a relation that have one of the values of each choice; they keep the numbers that they have in the files. Throws
 * `input` where a value stands in no row: a name that nothing has is a mistake.
 */
export async function chooseRows(
  session: EngineSession,
  {
    relation,
    source,
    choices,
  }: { readonly relation: Relation; readonly source: DataSource; readonly choices: readonly RowChoice[] },
): Promise<Relation> {
  for (const choice of choices) await assertThere(session, { relation, source, choice });
  const condition = choices.map((choice) => `(${anyOf(relation, choice)})`).join(' AND ');
  const chosen = chosenRelation(relation, { source, condition });
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${chosen.sql}`, source);
  if (Number(row.n) > 0) return chosen;
  throw new ModelyardError('input', `${labelOfAll(source)}: no row has ${named(choices)}`, {
    hint: 'Correct rows in modelyard.yml, or the data.',
  });
}

function anyOf(relation: Relation, { column, values }: RowChoice): string {
  const { raw, typed, logicalType } = columnNamed(relation, column);
  const cell = logicalType === 'string' ? raw : typed;
  const tests = values.map((value) => {
    if (typeof value === 'string') return `${raw}::VARCHAR = ${textLiteral(value)}`;
    return typeof value === 'number'
      ? `TRY_CAST(${cell} AS DOUBLE) = ${value}::DOUBLE`
      : `TRY_CAST(${cell} AS BOOLEAN) = ${value}`;
  });
  return tests.join(' OR ');
}

async function assertThere(
  session: EngineSession,
  {
    relation,
    source,
    choice,
  }: { readonly relation: Relation; readonly source: DataSource; readonly choice: RowChoice },
): Promise<void> {
  const { column, values } = choice;
  const counts = values.map(
    (value, index) => `count(*) FILTER (WHERE ${anyOf(relation, { column, values: [value] })}) AS n${index}`,
  );
  const { raw } = columnNamed(relation, column);
  const [row = {}] = await session.rows(
    `SELECT count(DISTINCT ${raw}) AS d, ${counts.join(', ')} FROM ${relation.sql}`,
    source,
  );
  const absent = values.filter((_, index) => Number(row[`n${index}`]) === 0);
  if (absent.length === 0) return;
  throw new ModelyardError(
    'input',
    `${labelOfAll(source)}: no row has ${named([{ column, values: absent }])}; the column has ${row.d} different values`,
    { hint: 'Correct rows in modelyard.yml, or the data.' },
  );
}

function named(choices: readonly RowChoice[]): string {
  return choices.map(({ column, values }) => `${column} = ${values.join(' or ')}`).join(' and ');
}

function chosenRelation(
  relation: Relation,
  { source, condition }: { readonly source: DataSource; readonly condition: string },
): Relation {
  const select = new Map(
    relation.columns.map(({ name, raw, typed }) => [name, [...new Set([raw, typed])]] as const),
  );
  const from = `(SELECT * FROM ${relation.sql} WHERE ${condition})`;
  const numbered = `(SELECT * FROM ${numberedRows(relation)} WHERE ${condition})`;
  return {
    ...relation,
    source,
    body: { near: () => ({ from, numbered }), row: 'row', select },
    sql: from,
    numbered,
  };
}
