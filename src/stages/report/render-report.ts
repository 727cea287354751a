import { graverVerdict } from '../../domain/gates/graver-verdict.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { headline, VERDICT_MARK } from '../../domain/report/headline.ts';
import { judgeVerdict } from '../judge/judge.ts';
import { baseSection } from './base-section.ts';
import { changesSentence } from './changes-section.ts';
import { alarmTables, comparisonsLine } from './comparisons-section.ts';
import { dataLine } from './data-section.ts';
import { details } from './details.ts';
import { gatesTable } from './gates-table.ts';
import { isJudgeChanged, JUDGE_CHANGED, judgeSection } from './judge-section.ts';
import { candidateLine, evidenceSentence, mergeLine } from './judged-section.ts';
import { type Judgement, judgeRecords } from './report-case.ts';
import type { ReportFacts } from './report-facts.ts';
import { slicesLine } from './slices-section.ts';
import { stoppedSections } from './stopped-section.ts';
import { summaryText, warnings, whatToDo } from './summary-text.ts';

export interface RenderedReport extends Judgement {
  readonly markdown: string;
  /** The first line, plain text. */
  readonly headline: string;
}

/** A comment may hold 65,536 characters. */
const MOST_CHARACTERS = 60_000;

/** The report as Markdown: the verdict and its reason first, then what decides, the rest folded. */
export function renderReport(facts: ReportFacts): RenderedReport {
  const own = judgeRecords(facts);
  const judgement = { ...own, verdict: graverVerdict(own.verdict, judgeVerdict(facts.judge)) };
  const title = headline({
    model: facts.model,
    reportCase: judgement.reportCase,
    verdict: own.verdict,
    baseline: facts.evaluate?.baseline == null ? null : baselineName(facts.evaluate.baseline.source),
    hasContract: facts.validate?.contract != null,
  });
  const isJudged = judgement.reportCase === 'judged' || judgement.reportCase === 'identical';
  const warning = isJudgeChanged(facts.judge) ? JUDGE_CHANGED : '';
  const first = `### ${VERDICT_MARK[judgement.verdict]} ${escapeMarkdown(title, 300)}${warning}`;
  const body = isJudged ? judgedSections(facts) : stoppedSections(facts, judgement);
  const judge = judgeSection(facts.judge);
  const markdown = fitted(
    [first, ...(judge === '' ? [] : [judge]), ...body],
    isJudged ? details(facts) : stoppedDetails(facts, judgement),
  );
  return { ...judgement, markdown, headline: `${title}${warning}` };
}

function judgedSections(facts: ReportFacts): string[] {
  const { evaluate, validate, train } = facts;
  if (evaluate === null || validate === null || train === null) return [];
  const gates = evaluate.gates.length === 0 ? [] : [gatesTable(evaluate)];
  return [
    summaryText(evaluate),
    ...warnings(evaluate),
    ...gates,
    evidenceSentence(evaluate),
    ...adviceSection(facts),
    baseSection(validate) ?? '',
    ...alarmTables(validate),
    factLines([
      ['Data', dataLine(validate)],
      ['Compared', comparisonsLine(validate)],
      ['Slices', slicesLine(evaluate.slices)],
      ['If merged', mergeLine(facts)],
      ['Candidate', candidateLine(train, evaluate.sizeBytes)],
    ]),
  ].filter((section) => section !== '');
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
function stoppedDetails(facts: ReportFacts, { reportCase }: Judgement): string[] {
  if (reportCase === 'mixed') return details({ ...facts, validate: null, train: null, evaluate: null });
  const isData = reportCase.startsWith('data-');
  return details({ ...facts, evaluate: null, train: isData ? null : facts.train }, { problemsAbove: isData });
}

/** Leaves out folded sections from the end until the text fits a comment, and says so. */
function fitted(sections: readonly string[], folded: readonly string[]): string {
  const kept = [...folded];
  const text = () => `${[...sections, ...kept].join('\n\n')}\n`;
  if (text().length <= MOST_CHARACTERS) return text();
  const note = 'Some details are left out because this text would be too long; the records hold them.';
  while (kept.length > 0 && text().length + note.length > MOST_CHARACTERS) kept.pop();
  return `${text()}\n${note}\n`;
}
