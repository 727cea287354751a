import { resolve } from 'node:path';
import { MODEL_NAME } from '../domain/names.ts';
import { checkModel } from './checks/check-model.ts';
import { type CheckPlace, checkPaths } from './checks/check-paths.ts';
import { below, type Finding } from './finding.ts';
import type { WrittenConfig, WrittenModel } from './schema/config.ts';

/** What the schema alone cannot see: names that must exist, rules that contradict each other, paths that leave the repository. */
export async function checkConfig(config: WrittenConfig, place: CheckPlace): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, model] of Object.entries(config.models)) {
    const own = [...checkModel(model), ...(await checkPaths(model, place))];
    findings.push(...own.map((finding) => below(['models', name], finding)));
  }
  return [...findings, ...modelNames(config), ...sharedFolders(config, place.directory)];
}

function modelNames({ models }: WrittenConfig): Finding[] {
  const names = Object.keys(models);
  const wrong = names.filter((name) => !MODEL_NAME.test(name));
  const renamed = Object.entries(models).filter(
    ([, { release }]) => release.renamed_from !== undefined && names.includes(release.renamed_from),
  );
  return [
    ...wrong.map((name) => ({
      path: ['models', name],
      at: 'key' as const,
      message:
        'a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters',
    })),
    ...renamed.map(([name, { release }]) => ({
      path: ['models', name, 'release', 'renamed_from'],
      message: `${release.renamed_from} is still a model here; a renamed model has lost its old name`,
    })),
  ];
}

/** Two environments of one model in one folder would overwrite each other's pointer. */
function sharedFolders({ models }: WrittenConfig, directory: string): Finding[] {
  return Object.entries(models).flatMap(([model, { deploy }]) =>
    repeatedFolders(deploy, directory).map(([environment, other]) => ({
      path: ['models', model, 'deploy', environment, 'target', 'path'],
      message: `environment ${other} uses the same folder`,
      restsOn: [['models', model, 'deploy', other, 'target', 'path']],
    })),
  );
}

function repeatedFolders(deploy: WrittenModel['deploy'], directory: string): [string, string][] {
  const first = new Map<string, string>();
  return Object.entries(deploy).flatMap(([environment, { target }]): [string, string][] => {
    if (target.kind !== 'directory') return [];
    const path = resolve(directory, target.path);
    const other = first.get(path);
    if (other === undefined) first.set(path, environment);
    return other === undefined ? [] : [[environment, other]];
  });
}
