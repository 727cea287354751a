import type { Reference } from './references.ts';

/** What is there under a name; `anything` where no further name can be wrong or nobody can tell. */
export type Known = 'anything' | { readonly [name: string]: Known };

/** What is wrong with a name, or null. A context that `known` does not hold is not checked here. */
export function problemOf(reference: Reference, known: Readonly<Record<string, Known>>): string | null {
  let at: Known = known;
  for (const [index, part] of reference.entries()) {
    if (at === 'anything') return null;
    if (index === 0 && !Object.hasOwn(at, String(part))) return null;
    const text = reference.map((each) => each ?? '*').join('.');
    if (part === null) return `${text}: only a run can tell which name that is`;
    if (!Object.hasOwn(at, part)) return `${text}: there is no ${part}${among(Object.keys(at))}`;
    at = at[part] as Known;
  }
  return null;
}

function among(names: readonly string[]): string {
  return names.length === 0 ? '' : `, only ${names.join(', ')}`;
}

export function anythingUnder(names: Iterable<string>): Known {
  return Object.fromEntries([...names].map((name) => [name, 'anything' as const]));
}

/** Contexts that are the same everywhere. What an event holds nobody knows here. */
export const STANDING: Readonly<Record<string, Known>> = {
  github: anythingUnder(
    (
      'action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event event_name ' +
      'event_path graphql_url head_ref job path ref ref_name ref_protected ref_type repository repository_id repositoryUrl ' +
      'repository_owner repository_owner_id retention_days run_attempt run_id run_number server_url sha token ' +
      'triggering_actor workflow workflow_ref workflow_sha workspace'
    ).split(' '),
  ),
  runner: anythingUnder('name os arch temp tool_cache debug environment'.split(' ')),
  job: anythingUnder(['status', 'container', 'services', 'check_run_id']),
  strategy: anythingUnder(['fail-fast', 'job-index', 'job-total', 'max-parallel']),
  // Every workflow here does with the token of the job.
  secrets: anythingUnder(['GITHUB_TOKEN']),
};
