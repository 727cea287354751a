import { hashFile } from '../../adapters/files/hash-file.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import type { FileEntry } from '../../records/common.ts';
import type { StageContext } from '../context.ts';
import { displayPath } from '../paths.ts';
import { assertRolesAgree } from './assert-roles.ts';
import { loadContract } from './load-contract.ts';

export interface ContractFile {
  /** null: no contract is configured. */
  readonly contract: Contract | null;
  /** What a short form stands for; null where the contract is kept in the standard's form. */
  readonly short?: unknown;
  readonly file: FileEntry | null;
}

/** The contract that the config names. */
export async function readContract({ model, project }: StageContext): Promise<ContractFile> {
  const path = model.data.contract;
  if (path === null) return { contract: null, short: null, file: null };
  const { contract, document, isShort, placeOf } = await loadContract(path);
  assertRolesAgree(contract, model.data, placeOf);
  return {
    contract,
    short: isShort ? document : null,
    file: { path: displayPath(project, path.absolute), ...(await hashFile(path.absolute)) },
  };
}
