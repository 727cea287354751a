import { columnNamed, numberedRows, type Relation } from './relation.ts';

export type Half = 'choosing' | 'held-out';

/** Condition for one half of the groups, by a hash of the group: the same at every run and on every machine. */
export function groupHalfSql(relation: Relation, groupBy: string, half: Half): string {
  const key = `coalesce(${columnNamed(relation, groupBy).raw}::VARCHAR, '')`;
  return `md5_number_lower(${key}) % 2 = ${half === 'choosing' ? 0 : 1}`;
}

/** A prime, so that multiplying modulo it leaves numbers apart that were apart. */
const PRIME = 2 ** 31 - 1;
/** Multipliers of well-known generators modulo that prime; the more rounds, the less the halves have to do with the order of rows. */
const MULTIPLIERS = [48_271, 69_621, 16_807, 39_373];
const BIT = 16;

/**
 * A FROM item with the columns of the relation and `chooses`, which is true for one half of the rows. It is drawn from the
 * row's number by arithmetic, which any version of the engine does alike, and a tenth of the time that a digest takes.
 */
export function halvedRows(relation: Relation): string {
  const mixed = MULTIPLIERS.reduce((from, multiplier, round) => {
    const before = round === 0 ? `(row % ${PRIME})` : `xor(h${round - 1}, h${round - 1} >> 15)`;
    return `(SELECT *, ${before} * ${multiplier} % ${PRIME} AS h${round} FROM ${from})`;
  }, numberedRows(relation));
  return `(SELECT *, (h${MULTIPLIERS.length - 1} >> ${BIT}) & 1 = 0 AS chooses FROM ${mixed})`;
}
