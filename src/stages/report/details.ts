import { explainGate } from '../../domain/gates/explain-gate.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { VERDICT_MARK } from '../../domain/report/headline.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { TrainRecord } from '../../records/train.ts';
import { baseDetails } from './base-section.ts';
import { changesList } from './changes-section.ts';
import { checksDetails } from './checks-details.ts';
import { comparisonsDetails } from './comparisons-section.ts';
import { gateVerdicts } from './gate-verdict.ts';
import { costLine, metricsTable } from './metrics-table.ts';
import type { ReportFacts } from './report-facts.ts';
import { slicesTable } from './slices-section.ts';

/** Folded sections, the most asked for first; each is whole Markdown. Broken checks that stand above are not told twice. */
export function details(facts: ReportFacts, { problemsAbove = false } = {}): string[] {
  const { evaluate, train, validate, release, showValues } = facts;
  const sections: readonly (readonly [string, string | null])[] = [
    ['What each gate says', evaluate === null ? null : gateTexts(evaluate)],
    ['All metrics', evaluate === null ? null : withCosts(evaluate)],
    ['Slices', evaluate === null ? null : slicesTable(evaluate)],
    ['Data checks', validate === null ? null : checksDetails(validate, { showValues, problemsAbove })],
    ['Data before and now', validate === null ? null : baseDetails(validate)],
    ['Data against other data', validate === null ? null : comparisonsDetails(validate)],
    ['What changed in training', train === null ? null : changesList(train, release)],
    ['Notes', evaluate === null ? null : notesList(evaluate)],
    ['Reproduce', reproduceText(facts, train)],
  ];
  return sections.flatMap(([title, body]) => (body === null ? [] : [folded(title, body)]));
}

/** GitHub reads Markdown inside `<details>` only after an empty line. */
function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function gateTexts(record: EvaluateRecord): string | null {
  if (record.gates.length === 0) return null;
  const naming = { baseline: record.baseline?.source ?? null, groupBy: record.groupBy ?? null };
  return gateVerdicts(record)
    .map((gate) => {
      const text = explainGate(gate, naming);
      const title = `**${escapeMarkdown(metricLabel(gate.metric))}, ${codeSpan(gate.rule)}** ${VERDICT_MARK[gate.verdict]}`;
      const line = (name: string, sentence: string) => `- *${name}:* ${escapeMarkdown(sentence, 700)}`;
      return [
        title,
        '',
        line('asked', text.asked),
        line('seen', text.seen),
        line('means', text.means),
        line('to do', text.do),
      ].join('\n');
    })
    .join('\n\n');
}

function withCosts(record: EvaluateRecord): string {
  const costs = costLine(record);
  return costs === null ? metricsTable(record) : `${metricsTable(record)}\n\n${escapeMarkdown(costs, 400)}`;
}

function notesList({ notes }: EvaluateRecord): string | null {
  return notes.length === 0 ? null : notes.map((note) => `- ${escapeMarkdown(note, 400)}`).join('\n');
}

function reproduceText({ reproduce, evaluate }: ReportFacts, train: TrainRecord | null): string {
  const facts = [
    train === null ? null : `input digest ${codeSpan(train.inputDigest, 80)}`,
    train?.candidate == null ? null : `candidate ${codeSpan(train.candidate, 80)}`,
    train === null ? null : `training command ${codeSpan(train.command)}, seed ${train.seed}`,
    evaluate === null
      ? null
      : `judged by Modelyard ${escapeMarkdown(evaluate.toolkit)} at ${escapeMarkdown(evaluate.at)}`,
  ].filter((fact) => fact !== null);
  return [
    codeBlock(reproduce, 'sh'),
    ...(facts.length === 0 ? [] : ['', ...facts.map((fact) => `- ${fact}`)]),
  ].join('\n');
}
