import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { type ReportForm, shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import type { ReportCase } from '../../domain/report/headline.ts';
import type { TrainRecord } from '../../records/train.ts';
import { baseSection } from './base-section.ts';
import { alarmTables, comparisonsLine } from './comparisons-section.ts';
import { dataLine, problemChecksTable } from './data-section.ts';
import { foldedSection } from './folded-section.ts';
import { candidateLine } from './judged-section.ts';
import type { Judgement } from './report-case.ts';
import type { ReportFacts } from './report-facts.ts';

type Stopped = Exclude<ReportCase, 'judged' | 'identical'>;
type Sections = (facts: ReportFacts, judgement: Judgement, form: ReportForm) => (string | null)[];

/** The body of a report without a judged candidate: what stopped it and what to do. */
export function stoppedSections(facts: ReportFacts, judgement: Judgement, form: ReportForm): string[] {
  const sections = SECTIONS[judgement.reportCase as Stopped](facts, judgement, form);
  return sections.filter((section) => section !== null);
}

const FIX_DATA =
  '**What to do** fix the data. If the data are right and the rule is wrong, change the contract: that is a decision about what the data may be, and it is reviewed like code.';

const SEE_DATA =
  '**What to do** look at where the data come from first. If they are as they should be, train and evaluate on data of one kind. Setting `drift` to wider limits or to `warn` changes how this is judged, so somebody with write access who is not the author must approve it.';

const SECTIONS: Readonly<Record<Stopped, Sections>> = {
  'data-broken': (facts, _judgement, form) => [...dataSections(facts, form), FIX_DATA],
  'data-drifted': (facts, _judgement, form) => [...dataSections(facts, form), SEE_DATA],
  'data-unclear': (facts, _judgement, form) => [
    ...dataSections(facts, form),
    '**What to do** see which checks or comparisons could not tell, give them enough rows or repair the rule, and run again.',
  ],
  'training-failed': ({ train, validate }) => [
    train === null ? null : `**${failureText(train)}.** No candidate was made, so there is nothing to judge.`,
    validate === null ? null : `**Data** ${dataLine(validate)}`,
    train === null
      ? null
      : `**What to do** run ${codeSpan(train.command)} and read what it prints; its output stands in the log of this run.`,
  ],
  'not-validated': ({ train }) => [
    'A candidate is judged only when the checks of its data have run. That is no pass.',
    train === null ? null : `**Candidate** ${candidateLine(train, null)}`,
    rerun('validate'),
  ],
  'not-trained': ({ validate }) => [
    validate === null ? null : `**Data** ${dataLine(validate)}`,
    rerun('train'),
  ],
  'not-evaluated': ({ validate, train }) => [
    'Nothing says how good it is. That is no pass.',
    validate === null ? null : `**Data** ${dataLine(validate)}`,
    train === null ? null : `**Candidate** ${candidateLine(train, null)}`,
    rerun('evaluate'),
  ],
  mixed: (_facts, { problems }, { open }) => [
    'The numbers of different runs are never read together, so there is no verdict. What does not fit:',
    problemsList(problems, open),
    '**What to do** run all stages again: `modelyard run`.',
  ],
};

function problemsList(problems: readonly string[], most: number): string {
  const { shown, left } = shortList(problems, most);
  const lines = shown.map((problem) => `- ${escapeMarkdown(problem, 300)}`);
  return [...lines, ...(left > 0 ? [`- and ${formatCount(left)} more`] : [])].join('\n');
}

function dataSections({ validate, showValues }: ReportFacts, form: ReportForm): (string | null)[] {
  if (validate === null) return [];
  const table = problemChecksTable(validate, { showValues, most: form.open });
  const compared = comparisonsLine(validate);
  return [
    table === null || !form.folds ? table : foldedSection('The checks that did not pass', table),
    baseSection(validate, form),
    ...alarmTables(validate, form),
    `**Data** ${dataLine(validate)}${compared === null ? '' : `  \n**Compared** ${compared}`}`,
  ];
}

function rerun(stage: string): string {
  return `**What to do** run \`modelyard ${stage}\`, or all stages: \`modelyard run\`.`;
}

function failureText({ timedOut, signal, exitCode }: TrainRecord): string {
  if (timedOut) return 'The training did not end within its time limit';
  if (signal !== null) return `The training was ended by ${escapeMarkdown(signal)}`;
  if (exitCode === 0) return 'The training ended well but left no candidate';
  return exitCode === null ? 'The training did not end' : `The training ended with exit code ${exitCode}`;
}
