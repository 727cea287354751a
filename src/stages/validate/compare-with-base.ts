import { columnChanges } from '../../domain/drift/column-changes.ts';
import type { Comparison } from '../../records/comparison.ts';
import type { StageContext } from '../context.ts';
import { showsValues } from '../shows-values.ts';
import { type BaseData, type BasePorts, findBaseData, type HeadData } from './base-data.ts';
import { compareDataset, notCompared } from './compare-datasets.ts';

/** What the change does to the training data: nothing where nobody asks. */
export async function compareWithBase(
  context: StageContext,
  ports: BasePorts | null,
  head: HeadData,
): Promise<Comparison[]> {
  const consequence = context.model.drift.base;
  if (consequence === 'off' || ports === null) return [];
  return [await comparison(context, ports, { head, consequence })];
}

async function comparison(
  context: StageContext,
  ports: BasePorts,
  { head, consequence }: { readonly head: HeadData; readonly consequence: 'warn' | 'block' },
): Promise<Comparison> {
  const base = await findBaseData(context, ports, head);
  const told = { kind: 'base', consequence, against: nameOf(base), dataset: head.dataset } as const;
  if (base.kind === 'unknown') return notCompared(context, told, base.reason);
  // Proven absence is nobody's fault: it never blocks, and it is no pass.
  if (base.kind === 'none')
    return {
      ...notCompared(context, { ...told, consequence: 'warn' }, base.reason),
      verdict: 'insufficient',
    };
  const why = base.note === null ? {} : { reason: base.note };
  const { profile: before } = base;
  if (before === null) return { ...sameData(context, told, head), ...why };
  const { comparison: held, current } = await compareDataset(context, ports.engine, {
    ...told,
    reference: before,
    contract: head.contract,
    optional: [],
  });
  if (current === null) return held;
  const changes = columnChanges(
    { before, now: head.profile, counted: current },
    { showValues: showsValues(context) },
  );
  return { ...held, ...why, changes };
}

function nameOf(base: BaseData): string {
  return base.kind === 'found' ? base.name : 'the base';
}

type Told = Parameters<typeof notCompared>[1];

function sameData(context: StageContext, told: Told, { profile }: HeadData): Comparison {
  const { reason: _, ...plain } = notCompared(context, told, '');
  return {
    ...plain,
    verdict: 'pass',
    rows: { before: profile.rows, now: profile.rows },
    groups: { before: profile.groups, now: profile.groups },
    changes: [],
  };
}
