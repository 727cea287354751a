import { quoted } from './column-facts.ts';
import type { Found, Question } from './found.ts';

/** Columns that a source calls the target, best source first. */
export interface TargetSource {
  /** As people read it: `train.py`, `params.yaml`. */
  readonly where: string;
  readonly columns: readonly string[];
}

const PLAIN_NAMES = /^(target|label|labels|y|class|outcome|response|ground_?truth)$/i;
const USUAL_NAMES =
  /^((is_|has_)?(churn(ed)?|default(ed)?|fraud(ulent)?|convert(ed)?|conversion|click(ed)?|survived|spam|readmitted|attrition|diagnosis)|(sale_?)?price|species)$/i;

/** The column that the model predicts; a question where no source, or more than one, names it. */
export function chooseTarget(
  columns: readonly string[],
  sources: readonly TargetSource[],
): Found<string> | Question {
  for (const { where, columns: named } of sources) {
    const here = named.filter((name) => columns.includes(name));
    if (here.length > 1) return question(`${where} speaks of several targets: ${quoted(here)}`, here);
    if (here[0] !== undefined) return { value: here[0], because: `${where} calls it the target` };
  }
  for (const names of [PLAIN_NAMES, USUAL_NAMES]) {
    const here = columns.filter((name) => names.test(name));
    if (here.length > 1) return question(`several columns are named like a target: ${quoted(here)}`, here);
    if (here[0] !== undefined)
      return { value: here[0], because: 'a column of both files that is named like a target' };
  }
  return question(`which column the model predicts is not clear; there are ${quoted(columns, 40)}`, columns);
}

function question(text: string, choices: readonly string[]): Question {
  return { option: 'target', text, choices };
}
