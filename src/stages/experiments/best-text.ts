import { counted } from '../../domain/report/counted.ts';
import { formatCount, formatPercent } from '../../domain/report/format-number.ts';
import { type QuantityFormat, quantityFormat } from '../../domain/report/quantity-format.ts';
import { textTable } from '../../domain/report/text-table.ts';
import type { ExperimentRanking } from '../../records/experiment-ranking.ts';

type Row = ExperimentRanking['ranked'][number];

const STANDINGS: Readonly<Record<Row['standing'], string>> = {
  leader: 'leads',
  worse: 'is worse',
  tied: 'cannot be told from the leader',
  undefined: 'has no value',
};

/** Ids in a sentence; the table has all. */
const MOST_NAMED = 10;
/** Lines of those with points only; `--json` has all. */
const MOST_POINTS = 20;

/** The ranking for a terminal: the table, then what it means in words. */
export function bestText(ranking: ExperimentRanking): string {
  const { model, target, ranked, pointsOnly } = ranking;
  const metric = target === undefined ? ranking.metric : `${ranking.metric} of ${target}`;
  if (ranking.outcome === 'none')
    return `${model}: nothing was judged yet: modelyard run trains a candidate and judges it\n`;
  const format = formatOf(ranking);
  const groups = ranking.groups === null ? '' : ` in ${formatCount(ranking.groups)} groups`;
  const head =
    ranked.length === 0
      ? `${model}: ${metric}, points only`
      : `${model}: ${metric} (${ranking.better} is better) on the same ${counted(ranking.rows, 'row')}${groups}`;
  const shown = pointsOnly.slice(0, MOST_POINTS);
  const points = shown.map(({ id, value, reason }) => [
    id,
    value === null ? '–' : format.measured(value),
    reason,
  ]);
  const left = pointsOnly.length - shown.length;
  const sections = [
    `${head}\n`,
    ranked.length === 0
      ? ''
      : textTable(rankedLines(ranking, format), ['left', 'right', 'left', 'right', 'left', 'left']),
    points.length === 0
      ? ''
      : `not compared row by row, points only:\n${textTable(points, ['left', 'right', 'left'])}${left > 0 ? `and ${left} more\n` : ''}`,
    `${meaning(ranking)}\n`,
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function formatOf({ metric, ranked, pointsOnly }: ExperimentRanking): QuantityFormat {
  const intervals = ranked.flatMap(({ interval, differenceInterval }) =>
    [interval, differenceInterval].filter((each) => each !== null),
  );
  const halves = intervals.map(([low, high]) => (high - low) / 2).filter((half) => half > 0);
  const values = [...ranked, ...pointsOnly].map(({ value }) => value).filter((value) => value !== null);
  const comparisons = ranked.flatMap(({ differenceInterval }) =>
    (differenceInterval ?? []).map((value) => ({ value, limit: 0 })),
  );
  const halfWidth = halves.length === 0 ? null : Math.min(...halves);
  return quantityFormat({ metric, halfWidth, values, comparisons });
}

function rankedLines(
  { ranked, confidence, simultaneousConfidence: level }: ExperimentRanking,
  format: QuantityFormat,
): string[][] {
  const range = (interval: Row['interval'], signed: boolean) =>
    interval === null
      ? ''
      : interval.map((each) => format.measured(each, { signed, unit: false })).join(' … ');
  const head = ['id', 'value', formatPercent(confidence), '− leader', formatPercent(rounded(level)), ''];
  return [
    head,
    ...ranked.map((row) => [
      row.id,
      row.value === null ? '–' : format.measured(row.value),
      range(row.interval, false),
      row.difference === null ? '' : format.measured(row.difference, { signed: true }),
      range(row.differenceInterval, true),
      standingText(row),
    ]),
  ];
}

function rounded(level: number): number {
  return Math.round(level * 1e6) / 1e6;
}

function standingText({ standing, reason, same }: Row): string {
  const also = same.length === 0 ? '' : `; ${namesOf(same)} gave the same predictions`;
  return `${STANDINGS[standing]}${reason === null ? '' : `: ${reason}`}${also}`;
}

const BIASED =
  'The value of the best of several looks better than it is: judge the one that is chosen on rows that played no part in the choice.';

function meaning(ranking: ExperimentRanking): string {
  const { outcome, ranked, set, confidence, pointsOnly } = ranking;
  const leader = ranked[0]?.id ?? '';
  const tied = set.filter((id) => id !== leader);
  const sure = formatPercent(confidence);
  const texts: Readonly<Record<ExperimentRanking['outcome'], string>> = {
    none: '',
    points:
      'Points only: without rows nobody can say whether the first is better than the second, or was lucky. Judge a model or a predictions file to know.',
    alone: `${leader} is the only one whose predictions on these rows are kept: there is nothing to hold it against.`,
    winner: `${leader} is better than ${ranked.length === 2 ? 'the other one' : `each of the ${ranked.length - 1} others`}, and that is no luck of these rows (${sure} sure of all comparisons together). ${BIASED}`,
    tied: `${leader} leads, and these rows cannot tell it from ${namesOf(tied)}: any of these ${set.length} may be the best one (${sure} sure that it is among them). Choose among them by cost, or judge them on more rows. ${BIASED}`,
  };
  const ahead = pointsOnly.find(({ value }) => value !== null && isAhead(ranking, value));
  const warning =
    ranked.length === 0 || ahead === undefined
      ? ''
      : ` ${ahead.id} has the better point, and was not held against ${leader}: ${ahead.reason}.`;
  return `${texts[outcome]}${warning}`;
}

function namesOf(ids: readonly string[]): string {
  const left = ids.length - MOST_NAMED;
  return `${ids.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${formatCount(left)} more` : ''}`;
}

function isAhead({ better, ranked }: ExperimentRanking, value: number): boolean {
  const best = ranked[0]?.value ?? null;
  return best !== null && (better === 'higher' ? value > best : value < best);
}
