import { visible } from '../../domain/report/escape-markdown.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { environmentNamed } from '../deploy/deploy.ts';
import { deploymentsOf } from '../deploy/deployment-log.ts';

export interface HistoryOptions {
  readonly environment: string;
  /** One moment: what was live then. null: everything. */
  readonly at: string | null;
}

/** What was live when, by whom and why: newest last. With a moment, the one record that was live then, or none. */
export async function historyStage(
  context: StageContext,
  log: EventLog,
  options: HistoryOptions,
): Promise<DeployRecord[]> {
  const environment = environmentNamed(context, options.environment);
  const { entries } = await log.read();
  const { results } = deploymentsOf(entries, context.model.name, environment.name);
  if (options.at === null) return [...results];
  const moment = parseMoment(options.at);
  const live = results.findLast((record) => record.verdict === 'pass' && Date.parse(record.at) <= moment);
  return live === undefined ? [] : [live];
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Times without a zone are UTC, as everything that is shown. A day without a time means its end: what was live on that day. */
function parseMoment(text: string): number {
  const isDay = !text.includes('T');
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text) && !isDay;
  const moment = Date.parse(isDay ? `${text}T23:59:59.999Z` : `${text}${hasZone ? '' : 'Z'}`);
  // JavaScript takes the 30th of February for the 2nd of March.
  const isDate = Number(text.slice(8, 10)) === new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate();
  if (MOMENT.test(text) && isDate && !Number.isNaN(moment)) return moment;
  throw new ModelyardError(
    'usage',
    `--at ${text}: expected a time such as 2026-05-01 or 2026-05-01T12:00:00Z`,
  );
}

/** The history as lines for a terminal. */
export function historyText(records: readonly DeployRecord[], environment: string): string {
  if (records.length === 0) return `nothing was live in ${environment}\n`;
  const lines = records.map((record) => {
    const mark = record.verdict === 'pass' ? 'live  ' : 'failed';
    const why = record.reason === null ? '' : `  ${visible(record.reason)}`;
    return `${record.at.slice(0, 19)}Z  ${mark}  ${record.action.padEnd(8)}  ${record.release}  ${record.digest.slice(7, 19)}  by ${visible(record.by)}${why}`;
  });
  return `${lines.join('\n')}\n`;
}
