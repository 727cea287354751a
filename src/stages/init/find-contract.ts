import { compileShort, isShortForm } from '../contract/short-form.ts';
import { type Answers, answerTo, BECAUSE_SAID } from './answers.ts';
import { isPlainMap, mapIn, type PlainMap, type ProjectFiles } from './project-files.ts';

export interface FoundContract {
  readonly path: string;
  readonly because: string;
  /** What it calls the data. */
  readonly id: string | null;
  /** Columns of its primary key. */
  readonly keys: readonly string[];
}

const CONTRACT_NAME = /contract[^/]*\.ya?ml$|\.odcs\.ya?ml$/i;

/** The data contract of the folder, where there is exactly one. */
export async function findContract(project: ProjectFiles, answers: Answers): Promise<FoundContract | null> {
  const said = answerTo(answers, 'contract');
  if (said === false) return null;
  if (said !== null) return described(said, BECAUSE_SAID, mapIn(await project.text(said)) ?? {});
  const found: FoundContract[] = [];
  for (const path of project.tree.files.filter((file) => CONTRACT_NAME.test(file))) {
    const contract = mapIn(await project.text(path));
    if (contract?.kind === 'DataContract' || isShortForm(contract))
      found.push(described(path, 'a data contract: the rows are checked against it', contract ?? {}));
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

function described(path: string, because: string, written: PlainMap): FoundContract {
  const contract: PlainMap = isShortForm(written) ? compileShort(written).document : written;
  const [schema] = Array.isArray(contract.schema) ? contract.schema : [];
  const properties: unknown[] =
    isPlainMap(schema) && Array.isArray(schema.properties) ? schema.properties : [];
  const keys = properties.flatMap((each) =>
    isPlainMap(each) && each.primaryKey === true ? [String(each.name)] : [],
  );
  return {
    path,
    because,
    id: typeof contract.id === 'string' ? contract.id : null,
    keys: keys.length === 1 ? keys : [],
  };
}
