import { basename } from 'node:path';
import type { Found } from '../../domain/init/found.ts';
import { isModelFile, modelNameFrom, stemOf } from '../../domain/init/output-names.ts';
import { MODEL_NAME } from '../../domain/names.ts';
import { ModelyardError } from '../../errors.ts';
import { type Answers, BECAUSE_SAID } from './answers.ts';
import type { FoundContract } from './find-contract.ts';
import type { Training } from './find-training.ts';
import { mapIn, type ProjectFiles } from './project-files.ts';
import type { SourceFile } from './read-sources.ts';

export interface NameSources {
  readonly contract: FoundContract | null;
  readonly answers: Answers;
  readonly sources: readonly SourceFile[];
  readonly training: Training | null;
}

/** What the model is called: as somebody said, else the first name that says something. */
export async function chooseName(project: ProjectFiles, from: NameSources): Promise<Found<string>> {
  const said = from.answers.get('name');
  if (said !== undefined) return { value: checkedName(said), because: BECAUSE_SAID };
  for (const { text, because } of await candidates(project, from)) {
    const value = text === null || text === undefined ? null : modelNameFrom(text);
    if (value !== null) return { value, because };
  }
  return { value: 'model', because: 'nothing here gives it a name; --name does' };
}

interface Candidate {
  readonly text: string | null | undefined;
  readonly because: string;
}

async function candidates(
  project: ProjectFiles,
  { contract, answers, sources, training }: NameSources,
): Promise<Candidate[]> {
  const mlflow = mapIn(await project.text('MLproject'))?.name;
  const graphs = sources.slice(0, 1).flatMap(({ clues }) => clues.paths.map(({ text }) => text));
  const models = [answers.get('model-file'), ...(training?.stage?.outs ?? []), ...graphs].filter(
    (path) => path !== undefined && isModelFile(path),
  );
  return [
    { text: typeof mlflow === 'string' ? mlflow : null, because: 'the name in MLproject' },
    { text: contract?.id, because: 'what the data contract is called' },
    { text: contract === null ? null : stemOf(contract.path), because: 'what the data contract is called' },
    ...models.map((path) => ({ text: stemOf(path ?? ''), because: 'what the file of the model is called' })),
    { text: basename(project.folder), because: 'what this folder is called' },
  ];
}

function checkedName(name: string): string {
  if (MODEL_NAME.test(name)) return name;
  throw new ModelyardError(
    'usage',
    `--name ${name}: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters`,
  );
}
