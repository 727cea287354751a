import { basename, extname, join } from 'node:path';
import { hashModel } from '../../adapters/files/model-files.ts';
import { isUnsafePartName } from '../../domain/lineage/model-digest.ts';
import { ModelyardError } from '../../errors.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { modelFolder, recordText } from '../../records/store.ts';
import type { Candidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import { repositoryPath } from '../paths.ts';
import type { Releasable } from './releasable.ts';

/** What becomes an asset: a file that must still have the digest that a record gives it, or a text. */
export type AssetSource =
  | { readonly name: string; readonly path: string; readonly sha256: string }
  | { readonly name: string; readonly text: string };

/** Everything that a release holds, besides what is written for it. The records are the ones that were checked, not what lies there now. */
export async function assetSources(context: StageContext, judged: Releasable): Promise<AssetSource[]> {
  const { candidate, validate, evaluate } = judged;
  const records = { validate, train: candidate.record, evaluate };
  return [
    ...(await modelSources(candidate)),
    ...evidenceSources(candidate),
    ...Object.entries(records).map(([stage, record]) => ({
      name: `${stage}.json`,
      text: recordText(record),
    })),
    ...configSources(context, judged),
    ...generatedSources(context, judged),
  ];
}

async function modelSources(candidate: Candidate): Promise<AssetSource[]> {
  const path = candidate.model?.path ?? '';
  const { files } = await hashModel(path);
  const isFile = files.length === 1 && files[0]?.path === path;
  return files.map((file) => ({
    name: isFile ? modelAssetName(candidate) : `model/${file.name}`,
    path: file.path,
    sha256: file.sha256,
  }));
}

/** Names of other assets are taken. */
const TAKEN =
  /^(validate|train|evaluate|profile|golden|release|metrics|params|contract|predictions|SHA256SUMS|MODEL_CARD)(\.|$)/;

/** Name of the asset that holds a model of one file. */
export function modelAssetName(candidate: Candidate): string {
  const name = basename(candidate.model?.path ?? '');
  if (isUnsafePartName(name))
    throw new ModelyardError(
      'input',
      `${JSON.stringify(name)}: names with a line break or a backslash are refused`,
    );
  return TAKEN.test(name) ? `model-${name}` : name;
}

/** The ending that says how a file is read: `.csv`, `.csv.gz`. */
function dataEnding(path: string): string {
  return /(\.[A-Za-z0-9]+)?\.(gz|zst)$/i.exec(path)?.[0] ?? extname(path);
}

function evidenceSources({ predictions, metrics, record }: Candidate): AssetSource[] {
  const source = (name: string, path: string) => {
    const output = record.outputs.find((each) => basename(each.path) === basename(path));
    return { name, path, sha256: output?.sha256 ?? '' };
  };
  return [
    ...(predictions === null ? [] : [source(`predictions${dataEnding(predictions)}`, predictions)]),
    ...(metrics === null ? [] : [source(`metrics${extname(metrics) || '.json'}`, metrics)]),
  ];
}

function configSources({ project, model }: StageContext, { candidate, validate }: Releasable): AssetSource[] {
  const { contract } = model.data;
  const { params } = model.train;
  const trained = (path: string) =>
    candidate.record.inputs.find((input) => input.path === path)?.sha256 ?? '';
  return [
    ...(contract === null
      ? []
      : [
          {
            name: `contract${extname(contract.written) || '.yaml'}`,
            path: contract.absolute,
            sha256: validate.contract?.sha256 ?? '',
          },
        ]),
    ...(params === null
      ? []
      : [
          {
            name: `params${extname(params.written)}`,
            path: params.absolute,
            sha256: trained(repositoryPath(project, params.absolute)),
          },
        ]),
  ];
}

function generatedSources(context: StageContext, { validate, evaluate }: Releasable): AssetSource[] {
  const folder = modelFolder(context.project.directory, context.model.name);
  const golden = goldenDigest(evaluate);
  const profile = { name: 'profile.json', path: join(folder, 'profile.json') };
  return [
    ...(validate.profile === null ? [] : [{ ...profile, sha256: validate.profile.sha256 }]),
    ...(golden === null ? [] : [{ name: 'golden.json', path: join(folder, 'golden.json'), sha256: golden }]),
  ];
}

/** Golden rows are what a deployed model is checked with: a model that can be run is not released without them, unless there is a reason. */
function goldenDigest({ written, evidence, goldenReason }: EvaluateRecord): string | null {
  const golden = written.find(({ path }) => basename(path) === 'golden.json');
  if (golden === undefined && evidence === 'model' && goldenReason === undefined)
    throw new ModelyardError('refused', 'the evaluation wrote no golden rows', {
      hint: 'Run modelyard evaluate again.',
    });
  return golden?.sha256 ?? null;
}
