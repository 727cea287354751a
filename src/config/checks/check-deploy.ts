import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import type { WrittenModel } from '../schema/config.ts';
import { ENVIRONMENT_NAME } from '../schema/parts.ts';

/** Environments by their names, and what must be deployed before them. */
export function checkEnvironments({ deploy }: WrittenModel): Finding[] {
  return Object.entries(deploy).flatMap(([name, { requires }]): Finding[] => {
    const named = ENVIRONMENT_NAME.test(name)
      ? []
      : [
          {
            path: ['deploy', name],
            at: 'key' as const,
            message:
              'an environment is named with letters, digits, dot, dash and underscore, starting with a letter or digit',
          },
        ];
    return requires === undefined ? named : [...named, ...checkRequired(deploy, name, requires)];
  });
}

function checkRequired(deploy: WrittenModel['deploy'], name: string, requires: string): Finding[] {
  const path = ['deploy', name, 'requires'];
  if (!Object.hasOwn(deploy, requires)) return [{ path, message: noEnvironment(deploy, requires) }];
  const message =
    requires === name ? `${name} requires itself` : `${name} requires itself through ${requires}`;
  return isCircular(deploy, name) ? [{ path, message }] : [];
}

/** Says that a name is none, with the nearest one that is. */
export function noEnvironment(deploy: WrittenModel['deploy'], wanted: string): string {
  const known = Object.keys(deploy);
  const near = nearest(wanted, known);
  const help = near === null ? `; known are ${known.join(', ') || 'none'}` : `; did you mean ${near}?`;
  return `there is no environment ${wanted}${help}`;
}

function isCircular(deploy: WrittenModel['deploy'], start: string): boolean {
  const seen = new Set<string>();
  let name: string | undefined = start;
  while (name !== undefined && Object.hasOwn(deploy, name) && !seen.has(name)) {
    seen.add(name);
    name = deploy[name]?.requires;
  }
  return name === start;
}
