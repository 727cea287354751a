import { join } from 'node:path';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { StoredRelease } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import { type Golden, goldenSchema } from '../../records/golden.ts';
import { readRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { findOnnxGraph } from '../evaluate/evidence.ts';
import type { SmokeResult } from '../evaluate/parts/golden.ts';
import { modelFiles } from './release-files.ts';

/** Runs the deployed bytes on the release's golden rows. */
export type Smoke = (modelPath: string, golden: Golden) => Promise<SmokeResult>;

export interface Outcome {
  /** Digest read back from the target; null when nothing is served, or nothing can be read. */
  readonly live: string | null;
  readonly smoke: DeployRecord['smoke'];
  readonly smokeReason: string;
  /** Why the deployment failed; null when it did not. */
  readonly problem: string | null;
  /** Traffic may have moved. */
  readonly switched: boolean;
  /** What was thrown: something outside failed, rather than the model. */
  readonly error: unknown;
}

interface PutLive {
  readonly target: Target;
  readonly smoke: Smoke;
  readonly release: StoredRelease;
}

/** Stage, switch, read back, smoke. Never throws: what went wrong is part of the outcome. */
export async function putLive(context: StageContext, { target, smoke, release }: PutLive): Promise<Outcome> {
  const model = context.model.name;
  const digest = release.record.candidate;
  let switched = false;
  try {
    await target.stage(model, modelFiles(release));
    switched = true;
    await target.activate(model, digest);
    const observed = await target.observe(model);
    if (observed?.digest !== digest) {
      const problem = `the target serves ${observed?.digest ?? 'nothing'} after the switch to ${digest}`;
      return failed(problem, { live: observed?.digest ?? null, switched, error: null });
    }
    const tested = await smokeOf(context, { smoke, release, served: observed.path });
    const problem = tested.smoke === 'fail' ? tested.smokeReason : null;
    return { live: digest, ...tested, problem, switched, error: null };
  } catch (error) {
    const observed = await target.observe(model).catch(() => null);
    return failed(messageOf(error), { live: observed?.digest ?? null, switched, error });
  }
}

function failed(problem: string, rest: Pick<Outcome, 'live' | 'switched' | 'error'>): Outcome {
  return { ...rest, problem, smoke: 'not-run', smokeReason: problem };
}

type Tested = Pick<Outcome, 'smoke' | 'smokeReason'>;

interface SmokeRequest {
  readonly smoke: Smoke;
  readonly release: StoredRelease;
  readonly served: string | null;
}

async function smokeOf({ signal }: StageContext, { smoke, release, served }: SmokeRequest): Promise<Tested> {
  const notRun = (smokeReason: string): Tested => ({ smoke: 'not-run', smokeReason });
  if (!release.record.serving.runnable) return notRun('the model cannot be run here: it is not ONNX');
  if (signal.aborted) return notRun('interrupted');
  if (served === null) return notRun('the target names what it serves and does not let it be read');
  const golden = await readRecord(join(release.folder, 'golden.json'), goldenSchema);
  if (golden === null) return notRun('the release holds no golden rows');
  try {
    const graph = await findOnnxGraph(served);
    if (graph === null) return { smoke: 'fail', smokeReason: 'what is served holds no ONNX file' };
    const { verdict, reason } = await smoke(graph, golden);
    return { smoke: verdict, smokeReason: reason };
  } catch (error) {
    if (error instanceof ModelyardError && error.code === 'interrupted') throw error;
    return { smoke: 'fail', smokeReason: `the deployed model cannot be run: ${messageOf(error)}` };
  }
}
