import { join } from 'node:path';
import { releaseTag } from '../domain/versions/version.ts';
import type { ReleaseList, ReleaseTag, StoredRelease } from '../ports/forge.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../records/evaluate.ts';
import { readRecord, recordPath } from '../records/store.ts';
import { trainRecordSchema } from '../records/train.ts';
import type { StageContext } from '../stages/context.ts';
import { releasesOf } from '../stages/release/baseline-release.ts';
import { chooseVersion } from '../stages/release/choose-version.ts';
import { isServedAlike, readingOf } from '../stages/release/served-alike.ts';
import { type ReportResult, reportStage } from '../stages/report/report.ts';
import type { NextRelease, ReportedRelease } from '../stages/report/report-facts.ts';
import { readRevision } from '../stages/revision.ts';
import type { CommandContext } from './command-context.ts';

/** The report with what is known of releases: the newest one's parameters and inputs, and what comes next. */
export async function reportStep(context: CommandContext, stage: StageContext): Promise<ReportResult> {
  const { releases } = await context.services.forge(stage.project.repository);
  const list = await releases.listReleases();
  const tag = releasesOf(list, stage.model.name)[0];
  const previous = tag === undefined ? null : await releases.readRelease(tag).catch(() => null);
  const path = recordPath(stage.project.directory, stage.model.name, 'evaluate');
  const evaluate = await readRecord(path, evaluateRecordSchema);
  return reportStage(stage, {
    release: tag === undefined ? null : await reportedRelease(stage, { tag, previous, evaluate }),
    next: await nextRelease(stage, { list, previous, evaluate }),
    revision: await readRevision(stage),
  });
}

interface Released {
  readonly previous: StoredRelease | null;
  readonly evaluate: EvaluateRecord | null;
}

async function reportedRelease(
  stage: StageContext,
  { tag: { tag, candidate }, previous, evaluate }: Released & { readonly tag: ReleaseTag },
): Promise<ReportedRelease> {
  const train =
    previous === null ? null : await readRecord(join(previous.folder, 'train.json'), trainRecordSchema);
  const alike =
    previous === null ||
    evaluate === null ||
    isServedAlike(previous.record.serving, readingOf(stage, evaluate));
  return {
    tag,
    candidate,
    isServedAlike: alike,
    params: train?.params ?? null,
    inputs: train?.inputs ?? null,
  };
}

/** null where nothing would be released. */
async function nextRelease(
  { model }: StageContext,
  { list, previous, evaluate }: Released & { readonly list: ReleaseList },
): Promise<NextRelease | null> {
  if (
    evaluate === null ||
    evaluate.verdict !== 'pass' ||
    evaluate.identical ||
    evaluate.candidate.digest === null
  )
    return null;
  const chosen = await chooseVersion({
    list,
    previous,
    model: model.name,
    firstVersion: model.release.firstVersion,
    positive: model.data.positive?.text ?? null,
    targets: model.data.targets,
    evaluate,
    bump: null,
    version: null,
  });
  return { tag: releaseTag(model.name, chosen.version), bump: chosen.bump, reason: chosen.reason };
}
