import type { NumberForm } from '../../domain/data-form.ts';
import { textLiteral } from './sql.ts';

/**
 * Text of a number as SQL casts it. Null for text that is no number of the declared form: a point in it where a comma is
 * declared, or groups that have not three digits.
 */
export function numberSql(text: string, form: NumberForm | null): string {
  if (form === null || (form.decimal === '.' && form.thousands === null)) return text;
  const { decimal, thousands } = form;
  const whole = thousands === null ? '[0-9]+' : `([0-9]+|[0-9]{1,3}(${inPattern(thousands)}[0-9]{3})+)`;
  const shape = `[+-]?(${whole}(${inPattern(decimal)}[0-9]*)?|${inPattern(decimal)}[0-9]+)([eE][+-]?[0-9]+)?`;
  const ungrouped = thousands === null ? text : `replace(${text}, ${textLiteral(thousands)}, '')`;
  const plain = `replace(${ungrouped}, ${textLiteral(decimal)}, '.')`;
  const isSpecial = `regexp_full_match(lower(${text}), '[+-]?(nan|inf|infinity)')`;
  return `CASE WHEN regexp_full_match(trim(${text}), ${textLiteral(shape)}) THEN ${plain} WHEN ${isSpecial} THEN ${text} END`;
}

/** A sign that stands for itself in a regular expression. */
function inPattern(sign: string): string {
  return `[${sign === '^' || sign === ']' || sign === '\\' ? `\\${sign}` : sign}]`;
}
