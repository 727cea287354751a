import { explainGate, type GateExplanation } from '../../domain/gates/explain-gate.ts';
import type { GateRule, Verdict } from '../../domain/gates/gate.ts';
import { gateTitle } from '../../domain/gates/gate-words.ts';
import { weakVerdictNote } from '../../domain/gates/overall-verdict.ts';
import { inertLine } from '../../domain/report/escape-markdown.ts';
import { ModelyardError } from '../../errors.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { gateVerdicts } from '../report/gate-verdict.ts';

/** One rule explained, as `--json` prints it. */
export interface ExplainedGate extends GateExplanation {
  readonly metric: string;
  /** Of several targets the one that it looks at. */
  readonly target?: string | undefined;
  readonly dataset: string;
  /** The slice whose rows it looks at, and what it compares with where that is not the baseline. */
  readonly slice?: string | undefined;
  readonly against?: string | undefined;
  readonly rule: GateRule;
  readonly severity: 'block' | 'warn';
  readonly verdict: Verdict;
  readonly reason: string;
}

export interface Explanation {
  readonly model: string;
  readonly verdict: Verdict;
  /** null, or what a reader must know about a verdict that rests on little. */
  readonly note: string | null;
  readonly gates: readonly ExplainedGate[];
}

export interface ExplainResult {
  readonly explanation: Explanation;
  /** For a terminal: nothing in it moves the cursor or hides. */
  readonly text: string;
}

/**
 * Explains the gates of the last evaluation, all or those of one metric. Throws `input` when nothing was evaluated
 * yet, `usage` for a metric without a gate.
 */
export async function explainStage(
  context: StageContext,
  { gate }: { readonly gate: string | null },
): Promise<ExplainResult> {
  const { project, model } = context;
  const record = await readRecord(
    recordPath(project.directory, model.name, 'evaluate'),
    evaluateRecordSchema,
  );
  if (record === null) {
    throw new ModelyardError('input', `${model.name} was not evaluated yet, so there is nothing to explain`, {
      hint: `Run modelyard run --model ${model.name} first.`,
    });
  }
  const explanation = explainRecord(record, gate);
  return { explanation, text: explanationText(explanation) };
}

/** The explanation of one record. Throws `usage` for a metric without a gate. */
export function explainRecord(record: EvaluateRecord, gate: string | null): Explanation {
  const naming = { baseline: record.baseline?.source ?? null, groupBy: record.groupBy ?? null };
  const gates = gateVerdicts(record);
  const wanted = gates.filter(({ metric }) => gate === null || metric === gate);
  if (gate !== null && wanted.length === 0) throw unknownGate(gate, record);
  return {
    model: record.model,
    verdict: record.verdict,
    note: weakVerdictNote(gates),
    gates: wanted.map((row) => ({
      metric: row.metric,
      target: row.target,
      dataset: row.dataset,
      slice: row.slice,
      against: row.against,
      rule: row.rule,
      severity: row.severity,
      verdict: row.verdict,
      reason: row.reason,
      ...explainGate(row, naming),
    })),
  };
}

function unknownGate(gate: string, { model, gates }: EvaluateRecord): ModelyardError {
  const names = [...new Set(gates.map(({ metric }) => metric))];
  return new ModelyardError('usage', `${model} has no gate on ${JSON.stringify(gate)}`, {
    hint: names.length === 0 ? 'No gate is configured.' : `The gates are on: ${names.join(', ')}.`,
  });
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'cannot tell',
};

function explanationText({ model, verdict, note, gates }: Explanation): string {
  const head = `${model}: ${VERDICT_WORDS[verdict]}`;
  const blocks = gates.map((gate) =>
    [
      `${gateTitle(gate)}, ${gate.rule}: ${VERDICT_WORDS[gate.verdict]}${gate.severity === 'warn' ? ' (only a warning)' : ''}`,
      `  asked   ${gate.asked}`,
      `  seen    ${gate.seen}`,
      `  means   ${gate.means}`,
      `  to do   ${gate.do}`,
    ]
      .map(inertLine)
      .join('\n'),
  );
  return `${[inertLine(head), ...(note === null ? [] : [inertLine(note)]), ...blocks].join('\n\n')}\n`;
}
