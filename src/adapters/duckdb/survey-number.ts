import { type Extreme, FAR, MOST_EXTREMES, type NumberSurvey } from '../../domain/data-checks/survey.ts';
import { finiteSql, stable } from './profile-values.ts';
import { numberedRows } from './relation.ts';
import { literal } from './sql.ts';
import type { Surveying } from './survey.ts';
import { someRows } from './survey-sample.ts';

/** The standard deviation of normal data over their median absolute deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;

/** Middle, robust scale and what is far from both. null without a finite value. */
export async function surveyNumber(surveying: Surveying): Promise<NumberSurvey | null> {
  const { session, relation, column } = surveying;
  const value = finiteSql(column);
  const some = await someRows(session, relation);
  const [row = {}] = await session.rows(
    `WITH m AS MATERIALIZED (SELECT count(${value}) AS n, quantile_disc(${value}, 0.5) AS middle FROM ${some}) SELECT any_value(n) AS n, any_value(middle) AS middle, quantile_disc(abs(${value} - middle), 0.5) AS deviation, quantile_disc(abs(${value} - middle), 0.5) FILTER (WHERE ${value} <> middle) AS others FROM ${some}, m`,
    relation.source,
  );
  if (Number(row.n) === 0) return null;
  const [median, scale] = [
    Number(row.middle),
    stable(NORMAL * Number(Number(row.deviation) === 0 ? (row.others ?? 0) : row.deviation)),
  ];
  const extremes = await extremesOf(surveying, { value, median, scale });
  return { median, scale, ...extremes };
}

type Extremes = Pick<NumberSurvey, 'finite' | 'lowest' | 'highest'>;

interface Measure {
  readonly value: string;
  readonly median: number;
  readonly scale: number;
}

async function extremesOf(
  { session, relation }: Surveying,
  { value, median, scale }: Measure,
): Promise<Extremes> {
  const [below, above] = [median - FAR * scale, median + FAR * scale].map(
    (edge) => `${literal(edge)}::DOUBLE`,
  );
  const [row = {}] = await session.rows(
    `SELECT min(v) FILTER (WHERE v >= ${below}) AS low, max(v) FILTER (WHERE v <= ${above}) AS high, count(*) FILTER (WHERE v < ${below}) AS few, count(*) FILTER (WHERE v > ${above}) AS many, count(v) AS finite FROM (SELECT ${value} AS v FROM ${relation.sql})`,
    relation.source,
  );
  const side = async (condition: string, order: string): Promise<Extreme[]> => {
    const found = await session.rows(
      `SELECT v, count(*) AS n, min(row) AS r FROM (SELECT row, ${value} AS v FROM ${numberedRows(relation)}) WHERE ${condition} GROUP BY v ORDER BY v ${order} LIMIT ${MOST_EXTREMES + 1}`,
      relation.source,
    );
    return found.map((each) => ({ value: Number(each.v), rows: Number(each.n), row: Number(each.r) }));
  };
  const isFlat = scale === 0;
  const lowest = isFlat || Number(row.few) === 0 ? [] : await side(`v < ${below}`, 'ASC');
  const highest = isFlat || Number(row.many) === 0 ? [] : await side(`v > ${above}`, 'DESC');
  return {
    finite: Number(row.finite),
    lowest: withInner(lowest, row.low),
    highest: withInner(highest, row.high),
  };
}

function withInner(far: readonly Extreme[], inner: unknown): Extreme[] {
  const isWhole = far.length <= MOST_EXTREMES && inner !== null && inner !== undefined;
  const last: Extreme[] = far.length > 0 && isWhole ? [{ value: Number(inner), rows: 1, row: null }] : [];
  return [...far.slice(0, MOST_EXTREMES), ...last];
}
