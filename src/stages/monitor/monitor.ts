import type { DataPaths } from '../../config/resolved.ts';
import type { DriftSignal } from '../../domain/drift/column-signals.ts';
import { compareProfiles } from '../../domain/drift/compare-profiles.ts';
import { DRIFT_DEFAULTS } from '../../domain/drift/drift-settings.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import { visible } from '../../domain/report/escape-markdown.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { EventLog } from '../../ports/forge.ts';
import { recordHeader } from '../../records/header.ts';
import { type MonitorRecord, monitorRecordSchema, type Signal } from '../../records/monitor.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { checkDataset, openDataset } from '../validate/check-dataset.ts';
import { profileDataset } from '../validate/profile-dataset.ts';
import type { ContractFile } from '../validate/read-contract.ts';

export interface MonitorRequest {
  readonly engine: DataEngine;
  readonly log: EventLog;
  /** The released profile and contract that the new data are held against. */
  readonly reference: { readonly tag: string; readonly profile: Profile } & ContractFile;
  /** Data named on the command line; null: `monitor.data`. */
  readonly data: DataPaths | null;
}

/** Holds new data against a release: the contract's checks, and drift of every column. Appends the record to the log. */
export async function monitorStage(context: StageContext, request: MonitorRequest): Promise<MonitorRecord> {
  const startedMs = context.clock.monotonicMs();
  const { engine, reference } = request;
  const { target } = context.model.data;
  const paths = request.data ?? context.model.monitor?.data ?? noData(context);
  const dataset = await openDataset(context, engine, {
    role: 'monitor',
    paths,
    contract: reference.contract,
  });
  assertGroup(
    context,
    dataset.columns.map(({ name }) => name),
  );
  const checked = await checkDataset(context, engine, {
    dataset,
    request: { contract: reference.contract, roleChecks: [], optional: [target] },
  });
  const profile = await profileDataset(context, engine, { dataset, reference: reference.profile });
  const drift = compareProfiles(reference.profile, profile, { settings: DRIFT_DEFAULTS, optional: [target] });
  const signals = [...drift, ...checkSignals(checked)];
  const read = [...dataset.files, ...(reference.file === null ? [] : [reference.file])];
  const record: MonitorRecord = {
    schema: 'modelyard/monitor/1',
    verdict: monitorVerdict(signals),
    ...recordHeader(context, {
      startedMs,
      revision: await readRevision(context),
      read,
      written: [],
    }),
    reference: reference.tag,
    rows: checked.rows,
    groups: profile.groups,
    signals,
    datasets: [checked],
  };
  await writeRecord(
    recordPath(context.project.directory, context.model.name, 'monitor'),
    monitorRecordSchema,
    record,
  );
  await request.log.append({
    kind: 'monitor',
    at: record.at,
    model: context.model.name,
    body: summaryOf(record),
  });
  return record;
}

function noData({ model }: StageContext): never {
  throw new ModelyardError('config', `models.${model.name} names no data to monitor`, {
    hint: `Set models.${model.name}.monitor.data, or give --data.`,
  });
}

/** Without its groups the new data cannot be judged as the reference was. */
function assertGroup({ model }: StageContext, columns: readonly string[]): void {
  const { groupBy } = model.data;
  if (groupBy === null || columns.includes(groupBy)) return;
  throw new ModelyardError(
    'input',
    `the new data have no column ${groupBy} (data.group_by), so their rows cannot be told apart from repeated ones`,
    {
      hint: 'Log the group with every row.',
    },
  );
}

/** What the log keeps: the signals that are not well, and how many are. */
function summaryOf(record: MonitorRecord) {
  const { reference, verdict, rows, groups, signals } = record;
  return {
    reference,
    verdict,
    rows,
    groups,
    signals: signals.filter((signal) => signal.verdict === 'fail'),
    judged: signals.length,
  };
}

/** Failing checks of the contract as signals. */
function checkSignals(dataset: DatasetResult): Signal[] {
  const broken = dataset.checks.filter((check) => check.verdict !== 'pass');
  return broken.map((check) => ({
    signal: 'check',
    column: check.column,
    statistic: check.id,
    value: check.failing,
    threshold: null,
    pValue: null,
    rows: dataset.rows,
    groups: null,
    verdict: check.verdict === 'fail' || check.verdict === 'error' ? 'fail' : 'warn',
    reason: `expected ${check.expected}${check.reason === undefined ? '' : `; ${check.reason}`}`,
  }));
}

function monitorVerdict(signals: readonly (Signal | DriftSignal)[]): MonitorRecord['verdict'] {
  if (signals.some((signal) => signal.verdict === 'fail')) return 'fail';
  const drift = signals.filter((signal) => signal.signal === 'drift');
  return drift.every((signal) => signal.verdict === 'insufficient') ? 'insufficient' : 'pass';
}

const NAMES: Readonly<Record<string, string>> = {
  js: 'shape, Jensen–Shannon distance',
  wasserstein: 'location, Wasserstein distance in sd',
  null_share: 'share of missing cells',
};

/** What is not well, as lines for people. */
export function monitorText(record: MonitorRecord): string {
  const rows = `${record.rows} rows${record.groups === null ? '' : ` of ${record.groups} groups`}`;
  const failing = record.signals.filter((signal) => signal.verdict === 'fail');
  if (record.verdict === 'insufficient')
    return `too few rows to judge: ${record.signals[0]?.reason ?? rows}\n`;
  if (failing.length === 0) return `no drift against ${record.reference} in ${rows}\n`;
  const lines = failing.map((signal) => `  ${visible(signal.column ?? '')}  ${signalText(signal)}`);
  return `${failing.length} of ${record.signals.length} signals against ${record.reference} in ${rows}\n${lines.join('\n')}\n`;
}

function signalText(signal: Signal): string {
  if (signal.pValue === null) return `${signal.statistic}: ${visible(signal.reason ?? '')}`;
  const p = signal.pValue < 0.0001 ? 'p < 0.0001' : `p = ${signal.pValue.toFixed(4)}`;
  const why = signal.reason === undefined ? '' : `; ${signal.reason}`;
  return `${NAMES[signal.statistic] ?? signal.statistic} ${signal.value?.toFixed(3)} (alarm from ${signal.threshold}), ${p}${why}`;
}
