import type { SettledCheck } from '../../../domain/contract/check.ts';
import type { CheckSettings, DataCheckKind } from '../../../domain/data-checks/catalogue.ts';
import type { Judgement } from '../../../domain/data-checks/judgement.ts';

export interface AskedCheck {
  readonly check: SettledCheck;
  readonly examples: NonNullable<Judgement['examples']>;
}

export interface Answer {
  readonly expected: string;
  readonly judgement: Judgement;
}

/** Asks one check, unless it is switched off or does not look at the column; what was asked always has an answer. */
export type Asked = (kind: DataCheckKind, column: string | null, answer: (limit: number) => Answer) => void;

export interface Asking {
  readonly ask: Asked;
  readonly asked: readonly AskedCheck[];
}

export function startAsking(settings: CheckSettings): Asking {
  const asked: AskedCheck[] = [];
  const ask: Asked = (kind, column, answer) => {
    const setting = settings[kind];
    if (setting === undefined || (column !== null && setting.except.includes(column))) return;
    const { expected, judgement } = answer(setting.limit ?? 0);
    const { isMet, failing, checked, reason, examples = [], isBeside = false } = judgement;
    asked.push({
      check: {
        id: checkId(kind, column),
        column,
        kind,
        severity: isBeside ? 'info' : setting.severity,
        expected,
        outcome: {
          isMet: isMet ?? false,
          failing,
          checked,
          ...(isMet === null ? { verdict: 'insufficient' as const } : {}),
          ...(reason === undefined ? {} : { reason }),
        },
      },
      examples,
    });
  };
  return { ask, asked };
}

/** `overlap.rows` stands beside `overlap.id`. */
function checkId(kind: DataCheckKind, column: string | null): string {
  if (column !== null) return `${column}.${kind}`;
  return kind.replace(/^overlap_/, 'overlap.');
}
