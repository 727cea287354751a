import type { LogAnnotation } from '../../runner/log-commands.ts';
import type { JobResult } from '../../runner/run-workflow.ts';

/** One line of `act --json`, as far as it is read. */
interface Line {
  readonly jobID?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly jobResult?: string;
  readonly stepResult?: string;
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
}

export type ActJob = JobResult & { readonly log: string };

/**
 * What the jobs did, by the lines that act prints of them. A job of which act says nothing did not run: `skipped`, also where act
 * found no runner for it. `outputs` are what the steps of the job set, since act does not tell the job's own.
 */
export function readActLog(text: string, jobs: readonly string[]): Readonly<Record<string, ActJob>> {
  const lines = text.split('\n').flatMap(parseLine);
  return Object.fromEntries(
    jobs.map((job) => [job, jobOf(lines.filter(({ jobID }) => jobID === job))] as const),
  );
}

/** Warnings about Docker and the like are plain text. */
function parseLine(text: string): Line[] {
  if (!text.startsWith('{')) return [];
  return [JSON.parse(text) as Line];
}

function jobOf(lines: readonly Line[]): ActJob {
  const ends = lines.flatMap(({ jobResult }) => jobResult ?? []);
  const outputs = lines.filter(({ command }) => command === 'set-output');
  const log = lines.filter((line) => line.raw_output === true).map(({ msg = '' }) => msg);
  return {
    result: ends.length === 0 ? 'skipped' : ends.every((end) => end === 'success') ? 'success' : 'failure',
    outputs: Object.fromEntries(outputs.map(({ name = '', arg = '' }) => [name, arg])),
    log: log.join(''),
    trace: {
      steps: lines.filter(isMainStep).map(({ stepID = [], stepResult = '' }) => ({
        path: stepID.join('/'),
        outcome: stepResult,
        output: '',
      })),
      annotations: lines.flatMap(annotationOf),
      summary: lines.map((line) => (line.command === 'summary' ? (line.content ?? '') : '')).join(''),
    },
  };
}

function isMainStep({ stage, stepResult }: Line): boolean {
  return stage === 'Main' && stepResult !== undefined;
}

function annotationOf({ command, arg = '', kvPairs = {} }: Line): LogAnnotation[] {
  if (command !== 'error' && command !== 'warning' && command !== 'notice') return [];
  return [{ level: command, message: arg, properties: kvPairs }];
}
