import { explainGate } from '../../domain/gates/explain-gate.ts';
import { gateTitle } from '../../domain/gates/gate-words.ts';
import {
  codeBlock,
  codeSpan,
  cutMiddle,
  escapeMarkdown,
  shortened,
} from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { VERDICT_MARK } from '../../domain/report/headline.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { baseDetails } from './base-section.ts';
import { besideLines } from './beside-section.ts';
import { calibrationDetails } from './calibration-section.ts';
import { changesList } from './changes-section.ts';
import { checksDetails } from './checks-details.ts';
import { comparisonsDetails } from './comparisons-section.ts';
import { determinismLine } from './determinism-section.ts';
import { fairnessDetails } from './fairness-section.ts';
import { flipsDetails } from './flips-section.ts';
import { foldedSection } from './folded-section.ts';
import { gateVerdicts } from './gate-verdict.ts';
import { costLine, metricsTable } from './metrics-table.ts';
import { perturbationsTable } from './perturbations-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { scoreShiftDetails } from './score-shift-section.ts';
import { seedsLines } from './seeds-section.ts';
import { slicesTable } from './slices-section.ts';
import { trivialLines } from './trivial-section.ts';
import { wordsDetails } from './words-section.ts';

export interface DetailsShown {
  /** Lines of each table and list. */
  readonly most: number;
  /** Broken checks stand above already and are not told twice. */
  readonly problemsAbove?: boolean;
}

/** Folded sections, the most asked for first; each is whole Markdown. */
export function details(facts: ReportFacts, { most, problemsAbove = false }: DetailsShown): string[] {
  const { evaluate, train, validate, release, showValues } = facts;
  const sections: readonly (readonly [string, string | null])[] = [
    ['What each gate says', evaluate === null ? null : gateTexts(evaluate, most)],
    ['All metrics', evaluate === null ? null : withCosts(evaluate, most)],
    ['Slices', evaluate === null ? null : slicesTable(evaluate, most)],
    ['Fairness', evaluate === null ? null : fairnessDetails(evaluate, most)],
    ['Decisions that changed', evaluate === null ? null : flipsDetails(evaluate, most)],
    ['Scores before and now', evaluate === null ? null : scoreShiftDetails(evaluate, most)],
    ['Do the scores come true?', evaluate === null ? null : calibrationDetails(evaluate)],
    ['Rows changed on purpose', evaluate === null ? null : perturbationsTable(evaluate, most)],
    ['Data checks', validate === null ? null : checksDetails(validate, { showValues, problemsAbove, most })],
    ['A contract that these data would fit', validate === null ? null : patchText(validate, most)],
    ['Data before and now', validate === null ? null : baseDetails(validate, most)],
    ['Data against other data', validate === null ? null : comparisonsDetails(validate, most)],
    ['What changed in training', train === null ? null : changesList(train, release, most)],
    ['What the words mean', evaluate === null ? null : wordsDetails(evaluate, most)],
    ['Notes', evaluate === null ? null : notesList(evaluate, most)],
    ['Reproduce', reproduceText(facts, train)],
  ];
  return sections.flatMap(([title, body]) => (body === null ? [] : [foldedSection(title, body)]));
}

/** Never a piece of advice: what the data are is not what they may be. */
function patchText({ contractPatch }: ValidateRecord, most: number): string | null {
  if (contractPatch == null) return null;
  const { shown, left } = shortList(contractPatch, PATCH_LINES * most);
  const lines = shown.map((line) => cutMiddle(shortened(line, PATCH_CHARACTERS), PATCH_CHARACTERS));
  const more = left > 0 ? `\n\n${formatCount(left)} more lines stand in the validation record.` : '';
  return `${PATCH_NOTE}\n\n${codeBlock(lines, 'yaml')}${more}`;
}

/** A change of one column takes about so many lines. */
const PATCH_LINES = 5;
const PATCH_CHARACTERS = 500;

const PATCH_NOTE =
  'Only if the data are right and the contract is wrong. These are the changed lines, where they stand in the contract; whether the data *may* be so is for somebody to decide who knows them.';

function gateTexts(record: EvaluateRecord, most: number): string | null {
  if (record.gates.length === 0) return null;
  const naming = { baseline: record.baseline?.source ?? null, groupBy: record.groupBy ?? null };
  const { shown, left } = shortList(gateVerdicts(record), most);
  const texts = shown.map((gate) => {
    const text = explainGate(gate, naming);
    const title = `**${escapeMarkdown(gateTitle(gate), 160)}, ${codeSpan(gate.rule)}** ${VERDICT_MARK[gate.verdict]}`;
    const line = (name: string, sentence: string) => `- *${name}:* ${escapeMarkdown(sentence, 700)}`;
    return [
      title,
      '',
      line('asked', text.asked),
      line('seen', text.seen),
      line('means', text.means),
      line('to do', text.do),
    ].join('\n');
  });
  return [
    ...texts,
    ...(left > 0 ? [`${formatCount(left)} more gates stand in the evaluation record.`] : []),
  ].join('\n\n');
}

function withCosts(record: EvaluateRecord, most: number): string {
  const costs = costLine(record);
  const parts = [
    metricsTable(record, most),
    costs === null ? null : escapeMarkdown(costs, 800),
    besideLines(record, most),
    trivialLines(record),
    seedsLines(record),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function notesList({ notes }: EvaluateRecord, most: number): string | null {
  if (notes.length === 0) return null;
  const { shown, left } = shortList(notes, most);
  const lines = shown.map((note) => `- ${escapeMarkdown(note, 400)}`);
  return [...lines, ...(left > 0 ? [`- and ${formatCount(left)} more`] : [])].join('\n');
}

function reproduceText({ reproduce, evaluate }: ReportFacts, train: TrainRecord | null): string {
  const facts = [
    train === null ? null : `input digest ${codeSpan(train.inputDigest, 80)}`,
    train?.candidate == null ? null : `candidate ${codeSpan(train.candidate, 80)}`,
    train === null ? null : `training command ${codeSpan(train.command)}, seed ${train.seed}`,
    evaluate === null
      ? null
      : `judged by Modelyard ${escapeMarkdown(evaluate.toolkit)} at ${escapeMarkdown(evaluate.at)}`,
    evaluate === null ? null : determinismLine(evaluate),
  ].filter((fact) => fact !== null);
  return [
    codeBlock(reproduce, 'sh'),
    ...(facts.length === 0 ? [] : ['', ...facts.map((fact) => `- ${fact}`)]),
  ].join('\n');
}
