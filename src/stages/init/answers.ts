import type { Question } from '../../domain/init/found.ts';

/** What the caller said: an option's value, null where it said nothing. */
export type Answers = ReadonlyMap<string, string>;

/** Says that there is none of what an option names, where one would be found. */
const NONE = 'none';

/** null: nothing was said. `false`: there is to be none. */
export function answerTo(answers: Answers, option: string): string | false | null {
  const answer = answers.get(option) ?? null;
  return answer === NONE ? false : answer;
}

export function isQuestion(value: object): value is Question {
  return 'option' in value;
}

export const BECAUSE_SAID = 'given on the command line';
