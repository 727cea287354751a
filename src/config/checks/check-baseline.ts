import type { Finding } from '../finding.ts';
import type { WrittenModel } from '../schema/config.ts';
import { writtenGates } from '../written-gates.ts';
import { noEnvironment } from './check-deploy.ts';

/** What a candidate is held against must exist, and be asked for. */
export function checkBaseline(model: WrittenModel): Finding[] {
  return [...checkAnchor(model), ...checkLive(model)];
}

/** Without a margin there is nothing that could add up. */
function checkAnchor({ baseline, gates }: WrittenModel): Finding[] {
  const isAsked = writtenGates(gates).some(({ gate }) => gate.max_worse !== undefined);
  if (baseline.anchor === undefined || isAsked) return [];
  const message = 'no gate has max_worse, so nothing is held against the anchor';
  return [{ path: ['baseline', 'anchor'], message, restsOn: [['gates']] }];
}

function checkLive({ baseline, deploy }: WrittenModel): Finding[] {
  const written = [
    { path: ['baseline', 'from'], from: baseline.from },
    ...baseline.beside.map((from, index) => ({ path: ['baseline', 'beside', index], from })),
  ];
  return written.flatMap(({ path, from }): Finding[] => {
    const environment = /^live:(.*)$/.exec(from)?.[1];
    if (environment === undefined || Object.hasOwn(deploy, environment)) return [];
    return [{ path, message: noEnvironment(deploy, environment), restsOn: [['deploy']] }];
  });
}
