import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import type { DataPaths, ModelConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { StoredRelease } from '../../ports/forge.ts';
import { parseContract } from '../../stages/contract/load-contract.ts';
import type { ContractFile } from '../../stages/contract/read-contract.ts';
import { releasedProfile } from '../../stages/find-released-profile.ts';
import { monitorStage } from '../../stages/monitor/monitor.ts';
import { monitorText } from '../../stages/monitor/monitor-text.ts';
import { newestRelease, readVerified } from '../../stages/release/baseline-release.ts';
import type { Command } from '../command.ts';
import { forEachModel } from '../for-each-model.ts';

export const command: Command = (context) =>
  forEachModel(context, async (model) => {
    const stage = context.stageContext(model);
    const { releases, log } = await context.services.forge(stage.project.repository);
    const tag = await newestRelease(stage, releases);
    // Not `refused`: its exit code is that of an alarm.
    if (tag === null)
      throw new ModelyardError('input', `${model.name} has no release to hold new data against`, {
        hint: 'Run modelyard release first.',
      });
    const release = await readVerified(releases, tag);
    const asked = context.line.text('data');
    const data = asked === null ? null : namedData(model, asked);
    const reference = { tag: tag.tag, ...(await releasedReference(release)) };
    const record = await monitorStage(stage, { engine: context.services.engine, log, reference, data });
    stage.reporter.step({
      model: model.name,
      stage: 'monitor',
      detail: `${record.verdict} against ${tag.tag}`,
      durationMs: record.durationMs,
    });
    // Too few rows to judge is an answer, not an alarm.
    return { json: record, text: monitorText(record), exitCode: record.verdict === 'fail' ? 1 : 0 };
  });

/** Data of the command line are read as those of the config are. */
function namedData({ monitor }: ModelConfig, asked: string): DataPaths {
  const patterns = [{ written: asked, absolute: resolve(asked) }];
  return monitor?.data.form === undefined ? { patterns } : { patterns, form: monitor.data.form };
}

/** Profile and contract as they were released. */
async function releasedReference(release: StoredRelease) {
  const names = release.record.assets.map(({ name }) => name);
  return {
    profile: await releasedProfile(release),
    ...(await releasedContract(release.folder, names)),
  };
}

async function releasedContract(folder: string, names: readonly string[]): Promise<ContractFile> {
  const name = names.find((each) => each.startsWith('contract.'));
  if (name === undefined) return { contract: null, file: null };
  const path = join(folder, name);
  const contract = parseContract(await readFile(path, 'utf8'), basename(path));
  return { contract, file: { path: name, ...(await hashFile(path)) } };
}
