import type { Question } from '../../domain/init/found.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { Answers } from './answers.ts';
import { type Proposal, propose, type Survey } from './propose.ts';

/** Asks a person. `problem`: why the answer before would not do. */
export type Ask = (question: Question, problem: string | null) => Promise<string>;

export interface Settling {
  readonly engine: DataEngine;
  readonly answers: Answers;
  /** null where nobody is there to answer. */
  readonly ask: Ask | null;
}

/** A proposal without open questions: a person answers them one by one, else one `usage` error names them all. */
export async function settle(survey: Survey, { engine, answers, ask }: Settling): Promise<Proposal> {
  const known = new Map(answers);
  let proposal = await propose(survey, engine, known);
  while (proposal.questions[0] !== undefined) {
    if (ask === null) throw openQuestions(proposal.questions);
    proposal = await answered(survey, engine, { known, ask, question: proposal.questions[0] });
  }
  return proposal;
}

interface Open {
  readonly known: Map<string, string>;
  readonly ask: Ask;
  readonly question: Question;
}

/** The proposal with one more answer; asks again for one that names nothing that is there. */
async function answered(
  survey: Survey,
  engine: DataEngine,
  { known, ask, question }: Open,
): Promise<Proposal> {
  for (let problem: string | null = null; ; ) {
    known.set(question.option, await ask(question, problem));
    try {
      return await propose(survey, engine, known);
    } catch (error) {
      if (!(error instanceof ModelyardError) || error.code !== 'usage') throw error;
      problem = error.message;
    }
  }
}

function openQuestions(questions: readonly Question[]): ModelyardError {
  const width = Math.max(...questions.map(({ option }) => option.length)) + 4;
  const lines = questions.flatMap(({ option, text, hint }) => [
    `  ${`--${option}`.padEnd(width)}${text}`,
    ...(hint === undefined ? [] : [`  ${''.padEnd(width)}${hint}`]),
  ]);
  const what = questions.length === 1 ? 'one thing is' : `${questions.length} things are`;
  return new ModelyardError('usage', `nothing is written: ${what} not known\n${lines.join('\n')}`, {
    hint: 'Give the options that are named; in a terminal init asks for them.',
  });
}
