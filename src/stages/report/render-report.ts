import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import {
  fitReport,
  type ReportForm,
  type ReportParts,
  type ReportPlace,
  WHOLE,
} from '../../domain/report/fit-report.ts';
import { headline, VERDICT_MARK } from '../../domain/report/headline.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { judgeVerdict } from '../judge/judge.ts';
import { baseSection } from './base-section.ts';
import { changesSentence } from './changes-section.ts';
import { alarmTables, comparisonsLine } from './comparisons-section.ts';
import { dataLine, problemChecks } from './data-section.ts';
import { dataWarnings } from './data-warnings.ts';
import { details } from './details.ts';
import { determinismWarnings } from './determinism-section.ts';
import { fairnessLine } from './fairness-section.ts';
import { flipsLine } from './flips-section.ts';
import { foldedSection } from './folded-section.ts';
import { claimSuffix, foreignNotice } from './foreign-notice.ts';
import { gatesTable } from './gates-table.ts';
import { isJudgeChanged, JUDGE_CHANGED, judgeSection } from './judge-section.ts';
import { candidateLine, evidenceSentence, mergeLine } from './judged-section.ts';
import { slowerLine } from './metrics-table.ts';
import { ownNumberWarnings } from './own-number-warnings.ts';
import { type Judgement, judgeRecords } from './report-case.ts';
import type { ReportFacts } from './report-facts.ts';
import { signatureSection } from './signature-section.ts';
import { slicesLine } from './slices-section.ts';
import { stoppedSections } from './stopped-section.ts';
import { summaryText, warnings, whatToDo } from './summary-text.ts';
import { tooGoodWarnings } from './too-good.ts';
import { trivialWarnings } from './trivial-section.ts';
import { wrongWayWarnings } from './wrong-way.ts';

export interface RenderedReport extends Judgement {
  readonly markdown: string;
  /** The first line, plain text. */
  readonly headline: string;
}

/** The report as Markdown for a place: the verdict and its reason first, then what decides, the rest folded. */
export function renderReport(facts: ReportFacts, place: ReportPlace = WHOLE): RenderedReport {
  const own = judgeRecords(facts);
  const judgement = { ...own, verdict: graverVerdict(own.verdict, judgeVerdict(facts.judge)) };
  const title = headline({
    model: facts.model,
    reportCase: judgement.reportCase,
    verdict: own.verdict,
    baseline: facts.evaluate?.baseline == null ? null : baselineName(facts.evaluate.baseline.source),
    hasContract: facts.validate?.contract != null,
  });
  const suffix = `${claimSuffix(facts.foreign)}${isJudgeChanged(facts.judge) ? JUDGE_CHANGED : ''}`;
  const first = `### ${VERDICT_MARK[judgement.verdict]} ${escapeMarkdown(title, 300)}${suffix}`;
  const partsIn = (form: ReportForm) => ({ first, ...bodyOf(facts, judgement, form) });
  return {
    ...judgement,
    markdown: fitReport(place, partsIn, shortenedNote(facts)),
    headline: `${title}${suffix}`,
  };
}

function bodyOf(
  facts: ReportFacts,
  judgement: Judgement,
  form: ReportForm,
): Pick<ReportParts, 'sections' | 'details'> {
  const isJudged = judgement.reportCase === 'judged' || judgement.reportCase === 'identical';
  const body = isJudged ? judgedSections(facts, form) : stoppedSections(facts, judgement, form);
  const sections = [foreignNotice(facts.foreign), judgeSection(facts.judge), ...body];
  return {
    sections: sections.filter((section) => section !== ''),
    details: isJudged ? details(facts, { most: form.folded }) : stoppedDetails(facts, judgement, form),
  };
}

/** Where the rest stands, for a report that had to be shortened. */
function shortenedNote({ runUrl, folder }: ReportFacts): string {
  if (runUrl === null) return `*Shortened: the records in ${codeSpan(folder)} hold the rest.*`;
  return `*Shortened: more stands in the [summary of the run](${runUrl}), everything in the records of its [artifact](${runUrl}#artifacts).*`;
}

function judgedSections(facts: ReportFacts, form: ReportForm): string[] {
  const { evaluate, validate, train } = facts;
  if (evaluate === null || validate === null || train === null) return [];
  return [
    summaryText(evaluate),
    ...warnings(evaluate),
    ...trivialWarnings(evaluate),
    ...wrongWayWarnings(evaluate),
    ...tooGoodWarnings(evaluate),
    ...ownNumberWarnings(evaluate),
    ...dataWarnings(validate),
    ...determinismWarnings(evaluate),
    gatesSection(evaluate, form),
    evidenceSentence(evaluate),
    signatureSection(evaluate, form),
    ...adviceSection(facts),
    baseSection(validate, form) ?? '',
    ...alarmTables(validate, form),
    factLines([
      ['Data', dataLine(validate)],
      ['Compared', comparisonsLine(validate)],
      ['Slices', slicesLine(evaluate.slices)],
      ['Fairness', fairnessLine(evaluate)],
      ['Decisions', flipsLine(evaluate)],
      ['Slower', slowerLine(evaluate)],
      ['If merged', mergeLine(facts)],
      ['Candidate', candidateLine(train, evaluate.sizeBytes)],
    ]),
  ].filter((section) => section !== '');
}

function gatesSection(evaluate: EvaluateRecord, { folds, open }: ReportForm): string {
  if (evaluate.gates.length === 0) return '';
  const table = gatesTable(evaluate, open);
  return folds ? foldedSection('The gates', table) : table;
}

function adviceSection({ evaluate, train, release }: ReportFacts): string[] {
  if (evaluate === null || train === null || evaluate.verdict === 'pass') return [];
  const changes = changesSentence(train, release);
  const advice = [
    ...(evaluate.verdict === 'fail' && changes !== null ? [changes] : []),
    ...whatToDo(evaluate),
  ];
  if (advice.length === 0) return [];
  return [['**What to do**', '', ...advice.map((line) => `- ${line}`)].join('\n')];
}

/** Bold word and fact, one below the other: two spaces break the line. */
function factLines(lines: readonly (readonly [string, string | null])[]): string {
  return lines.flatMap(([name, text]) => (text === null ? [] : [`**${name}** ${text}`])).join('  \n');
}

/** What a report that stopped may show: never numbers of records that do not belong together. */
function stoppedDetails(
  facts: ReportFacts,
  { reportCase }: Judgement,
  { open, folded }: ReportForm,
): string[] {
  const most = folded;
  if (reportCase === 'mixed')
    return details({ ...facts, validate: null, train: null, evaluate: null }, { most });
  const isData = reportCase.startsWith('data-');
  const isWholeAbove = facts.validate !== null && problemChecks(facts.validate).length <= open;
  // Where more checks fail than stand open and no more would stand here, here is no second table.
  const problemsAbove = isData && (isWholeAbove || folded <= open);
  return details({ ...facts, evaluate: null, train: isData ? null : facts.train }, { most, problemsAbove });
}
