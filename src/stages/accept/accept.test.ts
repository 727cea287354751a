import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgeOf, releasePorts } from '../../../test/fixtures/release/ports.ts';
import {
  copyRepository,
  git,
  MODEL,
  makeCandidate,
  makeRepository,
  removeRepository,
  type WorkshopChanges,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import type { ReleaseConfig } from '../../config/resolved.ts';
import type { Reviewed } from '../../ports/reviewed-candidates.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { modelFolder, readRecord, recordPath } from '../../records/store.ts';
import { packRecords } from '../candidates/pack-records.ts';
import { gatherExperiments } from '../experiments/gather.ts';
import { releaseStage } from '../release/release.ts';
import { acceptStage } from './accept.ts';

/** The checkout in which the candidate was judged, and the one after the merge. */
let checked: string;
let merged: string;
let archives: string;
beforeEach(async () => {
  checked = await makeRepository();
  archives = `${checked}-archives`;
  await makeCandidate(workshopContext(checked));
  merged = await copyRepository(checked);
  await rm(join(merged, '.modelyard'), { recursive: true });
});
afterEach(async () => {
  for (const folder of [checked, merged, archives]) await removeRepository(folder);
});

async function pack(directory: string, attempt = 1): Promise<string> {
  const { project } = workshopContext(directory);
  const packed = await packRecords({ project, models: [MODEL], stage: 'check', attempt, folder: archives });
  if (packed === null) throw new Error('there was nothing to pack');
  return packed.path;
}

interface Options {
  readonly model?: WorkshopChanges['model'];
  readonly release?: Partial<ReleaseConfig>;
  readonly retrain?: boolean;
  /** Commits for which the archives are found; all without it. */
  readonly only?: readonly string[];
  readonly pulls?: Readonly<Record<string, number>>;
  readonly now?: (reviewed: EvaluateRecord) => EvaluateRecord;
}

async function accept(
  given: readonly string[] | string | Exclude<Reviewed, { kind: 'none' }>,
  { model = {}, release = {}, retrain = false, only, pulls = {}, now = (record) => record }: Options = {},
) {
  const base = workshopContext(merged);
  const changes: WorkshopChanges = { model: { ...model, release: { ...base.model.release, ...release } } };
  const context = workshopContext(merged, changes);
  const found: Reviewed =
    typeof given === 'string'
      ? { kind: 'none', reason: given }
      : 'kind' in given
        ? given
        : { kind: 'found', archives: given, pull: 7, approvedBy: 'bob' };
  const retrainings: string[] = [];
  const foundFor = (commit: string): Reviewed =>
    only === undefined || only.includes(commit) ? found : { kind: 'none', reason: 'pushed directly' };
  const ports = {
    releases: (await forgeOf(context)).releases,
    reviewed: {
      find: async ({ commit }: { readonly commit: string }) => foundFor(commit),
      pullOf: async (commit: string) => pulls[commit] ?? null,
      approvalOf: async () => ({ kind: 'none', reason: 'nobody was asked', pull: null }) as const,
    },
    async reevaluate() {
      const path = recordPath(merged, MODEL, 'evaluate');
      const reviewed = await readRecord(path, evaluateRecordSchema);
      if (reviewed === null) throw new Error('the candidate was not adopted');
      return now(reviewed);
    },
    async retrain() {
      const { train } = await makeCandidate(context);
      retrainings.push(train.candidate ?? '');
      return { verdict: 'pass' as const, candidate: train.candidate, inputDigest: train.inputDigest };
    },
  };
  const record = await acceptStage(context, ports, { retrain });
  return { record, context, retrainings };
}

/** Changes a file on the merged branch; answers the commit. */
async function land(name: string, content: string): Promise<string> {
  await writeFile(join(merged, name), content);
  await git(merged, 'add', '--all');
  await git(merged, 'commit', '--quiet', '--message', `${name} ${content.trim()}`);
  return git(merged, 'rev-parse', 'HEAD');
}

const release = async ({ context }: Awaited<ReturnType<typeof accept>>) =>
  releaseStage(context, await releasePorts(context), { bump: null, version: null, dryRun: false });

describe('accept', () => {
  it('takes the reviewed bytes, judges them again, and a release can be made of them', async () => {
    const { record, context } = await accept([await pack(checked)]);
    expect(record).toMatchObject({
      verdict: 'pass',
      outcome: 'accepted',
      mismatch: null,
      approvedBy: 'bob',
      pullRequest: 7,
    });
    const released = await releaseStage(context, await releasePorts(context), {
      bump: null,
      version: null,
      dryRun: false,
    });
    expect(released.record).toMatchObject({
      tag: 'visits@v1.0.0',
      origin: 'reviewed',
      candidate: record.candidate,
    });
  });

  it('says that there is nothing to do where these inputs are released already', async () => {
    const first = await accept([await pack(checked)]);
    await releaseStage(first.context, await releasePorts(first.context), {
      bump: null,
      version: null,
      dryRun: false,
    });
    await land('README.md', 'changed\n');
    const { record } = await accept('nothing was looked for');
    expect(record).toMatchObject({ verdict: 'pass', outcome: 'unchanged' });
  });

  it('takes the same bytes at another threshold, which are another release, once', async () => {
    await release(await accept([await pack(checked)]));
    const evaluate = { ...workshopContext(checked).model.evaluate, threshold: 0.4 };
    const model = { evaluate };
    await land('README.md', 'changed\n');
    checked = await copyRepository(merged);
    const { train } = await makeCandidate(workshopContext(checked, { model }), null, {
      evaluate: { threshold: 0.4 },
    });
    const accepted = await accept([await pack(checked)], { model });
    expect(accepted.record).toMatchObject({ outcome: 'accepted', candidate: train.candidate });
    const second = await release(accepted);
    expect(second).toMatchObject({ outcome: 'released', record: { tag: 'visits@v1.0.1' } });
    expect(second.record.serving.threshold).toBe(0.4);
    expect(second.record.candidate).toBe(train.candidate);
    await land('README.md', 'changed again\n');
    expect((await accept('nothing was looked for', { model })).record.outcome).toBe('unchanged');
  });

  it('takes the candidate of an older merge where what came after it left the inputs as they are', async () => {
    await release(await accept([await pack(checked)]));
    const lost = await land('weights.txt', 'two\n');
    checked = await copyRepository(merged);
    await makeCandidate(workshopContext(checked));
    const archive = await pack(checked);
    await land('README.md', 'docs\n');
    const accepted = await accept([archive], { only: [lost] });
    expect(accepted.record).toMatchObject({ verdict: 'pass', outcome: 'accepted', mismatch: null });
    expect((await release(accepted)).record).toMatchObject({ tag: 'visits@v1.0.1', origin: 'reviewed' });
  });

  it('never goes back beyond a change of the inputs', async () => {
    await release(await accept([await pack(checked)]));
    const older = await land('weights.txt', 'two\n');
    await land('weights.txt', 'three\n');
    const { record } = await accept([await pack(checked)], { only: [older] });
    expect(record).toMatchObject({ outcome: 'refused', mismatch: 'pushed directly' });
  });

  it('records what was merged in between and never released, in the release too', async () => {
    await release(await accept([await pack(checked)]));
    const first = await land('weights.txt', 'two\n');
    await land('README.md', 'docs\n');
    const second = await land('weights.txt', 'three\n');
    await land('weights.txt', 'four\n');
    const accepted = await accept('not looked for', { release: { from: 'retrain' }, pulls: { [first]: 7 } });
    const superseded = [
      { commit: second, pullRequest: null },
      { commit: first, pullRequest: 7 },
    ];
    expect(accepted.record).toMatchObject({ outcome: 'retrained', superseded });
    expect(accepted.record.reason).toContain(`in place of ${second.slice(0, 7)}, #7, merged since`);
    expect((await release(accepted)).record.superseded).toEqual(superseded);
  });

  it('leaves what was judged of merges that are never released for the log, where each stands once', async () => {
    await release(await accept([await pack(checked)]));
    const lost = await land('weights.txt', 'two\n');
    checked = await copyRepository(merged);
    const { train } = await makeCandidate(workshopContext(checked));
    const archive = await pack(checked);
    await land('weights.txt', 'three\n');
    const accepted = await accept([archive], { only: [lost], release: { from: 'retrain' } });
    const { inputDigest, candidate } = train;
    const experiment = { inputDigest, candidate, pullRequest: 7, verdict: 'pass', rows: null };
    expect(accepted.record.experiments).toMatchObject([{ merged: lost, experiment }]);
    await release(accepted);
    await release(accepted);
    const { log } = await forgeOf(accepted.context);
    expect((await log.read()).entries).toMatchObject([
      { kind: 'experiment', model: MODEL, body: { merged: lost, experiment } },
    ]);
    await rm(join(merged, '.modelyard'), { recursive: true });
    const { experiments, skipped } = await gatherExperiments(
      accepted.context,
      await forgeOf(accepted.context),
    );
    expect(skipped).toEqual([]);
    expect(experiments.map(({ where }) => where).sort()).toEqual([['log'], ['release'], ['release']]);
  });

  it('keeps records out of the log that are as large as nobody’s are', async () => {
    await release(await accept([await pack(checked)]));
    const lost = await land('weights.txt', 'two\n');
    checked = await copyRepository(merged);
    await makeCandidate(workshopContext(checked));
    const path = recordPath(checked, MODEL, 'evaluate');
    const record = JSON.parse(await readFile(path, 'utf8'));
    const [metric] = record.metrics;
    await writeFile(
      path,
      JSON.stringify({ ...record, metrics: [{ ...metric, reason: 'x'.repeat(600_000) }] }),
    );
    const archive = await pack(checked);
    await land('weights.txt', 'three\n');
    const accepted = await accept([archive], { only: [lost], release: { from: 'retrain' } });
    expect(accepted.record).toMatchObject({ outcome: 'retrained' });
    expect(accepted.record.experiments).toBeUndefined();
  });

  it.each([
    ['whose archive is broken', { kind: 'found', archives: ['broken.tar'], pull: 7, approvedBy: null }],
    ['that somebody named by hand', { kind: 'found', archives: ['named.tar'], pull: null, approvedBy: null }],
    ['that a fork judged', { kind: 'foreign', reason: 'a fork', pull: 7, approvedBy: null }],
  ] as const)('leaves nothing of a merge %s, and goes on', async (_, found) => {
    await release(await accept([await pack(checked)]));
    await land('weights.txt', 'two\n');
    await land('weights.txt', 'three\n');
    const { record } = await accept(found, { release: { from: 'retrain' } });
    expect(record).toMatchObject({ outcome: 'retrained', verdict: 'pass' });
    expect(record.superseded).toHaveLength(1);
    expect(record.experiments).toBeUndefined();
  });

  it('trains again when that is asked for; the same bytes are nothing to release', async () => {
    await release(await accept([await pack(checked)]));
    const again = await accept('not looked for', { retrain: true });
    expect(again.retrainings).toHaveLength(1);
    expect(again.record).toMatchObject({ verdict: 'pass', outcome: 'unchanged' });
    expect(again.record.reason).toContain('it is visits@v1.0.0 byte by byte');
    await land('weights.txt', 'fresh\n');
    const fresh = await accept('not looked for', { retrain: true });
    expect(fresh.record).toMatchObject({
      outcome: 'retrained',
      reason: 'trained again, because that was asked for',
    });
    expect((await release(fresh)).record).toMatchObject({ tag: 'visits@v1.0.1', origin: 'retrained' });
  });

  it.each<[string, () => Promise<readonly string[] | string>, string]>([
    [
      'no candidate is found',
      async () => 'no run of check.yml for the last commit left a candidate',
      'left a candidate',
    ],
    [
      'the merge changed the inputs',
      async () => {
        const archive = await pack(checked);
        await writeFile(join(merged, 'weights.txt'), 'merged\n');
        await git(merged, 'commit', '--quiet', '--all', '--message', 'merge');
        return [archive];
      },
      'not what the candidate was trained from',
    ],
    [
      'attempts trained different bytes',
      async () => {
        const one = await pack(checked, 1);
        const other = workshopContext(checked, {
          model: {
            train: {
              ...workshopContext(checked).model.train,
              run: 'mkdir -p out && echo other > out/visits.onnx',
            },
          },
        });
        await makeCandidate(other);
        return [await pack(checked, 2), one];
      },
      'trained different bytes',
    ],
  ])('refuses, or trains again when the config says so, where %s', async (_, given, reason) => {
    const found = await given();
    const refused = await accept(found);
    expect(refused.record).toMatchObject({ verdict: 'fail', outcome: 'refused', candidate: null });
    expect(refused.record.mismatch).toContain(reason);
    expect(refused.retrainings).toEqual([]);
    const { record, context, retrainings } = await accept(found, { release: { onMismatch: 'retrain' } });
    expect(record).toMatchObject({ verdict: 'pass', outcome: 'retrained', candidate: retrainings[0] });
    expect(record.mismatch).toContain(reason);
    const released = await releaseStage(context, await releasePorts(context), {
      bump: null,
      version: null,
      dryRun: false,
    });
    expect(released.record.origin).toBe('retrained');
  });

  it('refuses what was trained from inputs that nobody committed', async () => {
    await writeFile(join(merged, 'weights.txt'), 'fetched\n');
    const { record } = await accept('not looked for', { retrain: true });
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused', candidate: null });
    expect(record.reason).toContain('inputs that git tracks were changed in this checkout');
  });

  it.each(['refuse', 'retrain'] as const)(
    'trains again what a fork’s run judged, also with on_mismatch: %s, and judges it by the gates',
    async (onMismatch) => {
      const reason = 'pull request 7 came from a fork';
      const foreign = { kind: 'foreign', reason, pull: 7, approvedBy: 'bob' } as const;
      const { record, context, retrainings } = await accept(foreign, { release: { onMismatch } });
      expect(record).toMatchObject({
        verdict: 'pass',
        outcome: 'retrained',
        candidate: retrainings[0],
        mismatch: reason,
        pullRequest: 7,
        approvedBy: 'bob',
      });
      const released = await releaseStage(context, await releasePorts(context), {
        bump: null,
        version: null,
        dryRun: false,
      });
      expect(released.record).toMatchObject({ origin: 'retrained', candidate: retrainings[0] });
    },
  );

  it('approval: review takes no archive that was named by hand: nobody knows who approved it', async () => {
    const found = { kind: 'found', archives: [await pack(checked)], pull: null, approvedBy: null } as const;
    const { record, retrainings } = await accept(found, {
      release: { approval: 'review', onMismatch: 'retrain' },
    });
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused' });
    expect(retrainings).toEqual([]);
    expect((await accept(found)).record).toMatchObject({ outcome: 'accepted' });
  });

  it('what a fork brought stays a fork’s under commits that leave the inputs alone, and only there', async () => {
    const foreign = { kind: 'foreign', reason: 'from a fork', pull: 7, approvedBy: null } as const;
    const fromFork = await land('weights.txt', 'of a fork\n');
    const readme = await land('README.md', 'words\n');
    const { record } = await accept(foreign, { only: [fromFork] });
    expect(record).toMatchObject({ outcome: 'retrained', mismatch: 'from a fork', pullRequest: 7 });
    // A fork that changed words only brings no inputs in past what the config says.
    const own = await accept(foreign, { only: [readme] });
    expect(own.record).toMatchObject({ outcome: 'refused', mismatch: 'pushed directly' });
  });

  it('from: retrain never looks for the reviewed bytes', async () => {
    const { record, retrainings } = await accept(['/nowhere.tar'], { release: { from: 'retrain' } });
    expect(record).toMatchObject({ outcome: 'retrained', candidate: retrainings[0] });
  });

  it.each<[string, (record: EvaluateRecord) => EvaluateRecord]>([
    [
      'its metrics are others',
      (record) => ({
        ...record,
        metrics: record.metrics.map((row) => ({ ...row, candidate: (row.candidate ?? 0) - 0.01 })),
      }),
    ],
    [
      'a gate fails by today’s rules',
      (record) => ({ ...record, gates: record.gates.map((gate) => ({ ...gate, verdict: 'fail' as const })) }),
    ],
  ])('refuses where judged again %s, whatever on_mismatch says', async (_, now) => {
    const { record } = await accept([await pack(checked)], { now, release: { onMismatch: 'retrain' } });
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused' });
  });

  it('believes bytes and no record: a candidate that was exchanged in the archive is refused', async () => {
    const candidates = join(modelFolder(checked, MODEL), 'candidates');
    const [digest = ''] =
      (await git(checked, 'ls-files', '--others', '.modelyard')).match(/[0-9a-f]{64}/) ?? [];
    await writeFile(join(candidates, digest, 'model/visits.onnx'), 'forged\n');
    await expect(accept([await pack(checked)])).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('an archive of another model, or none at all, is told', async () => {
    const folder = modelFolder(checked, MODEL);
    await mkdir(`${folder}-x`, { recursive: true });
    await rename(join(folder, 'evaluate.json'), join(`${folder}-x`, 'evaluate.json'));
    await expect(accept([await pack(checked)])).rejects.toMatchObject({ code: 'input' });
    const broken = join(archives, 'broken.tar');
    await writeFile(broken, 'no tar at all'.repeat(100));
    await expect(accept([broken])).rejects.toMatchObject({ code: 'input' });
  });
});
