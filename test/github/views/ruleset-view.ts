import type { RulesetRow } from '../world.ts';
import { nodeId, repoApi, type Schemas, type Site } from './site.ts';

/** The list leaves out what a ruleset forbids; `rulesetDetails` has it. */
export function rulesetView(site: Site, row: RulesetRow): Schemas['repository-ruleset'] {
  return {
    id: row.id,
    name: row.name,
    target: row.target,
    source_type: 'Repository',
    source: `${site.world.owner}/${site.world.repo}`,
    enforcement: row.enforcement,
    node_id: nodeId('RepositoryRuleset', row.id),
    _links: { self: { href: `${repoApi(site)}/rulesets/${row.id}` } },
    created_at: row.createdAt,
    updated_at: row.createdAt,
  };
}

/** `login`: who asks, and is told whether the ruleset holds for them. */
export function rulesetDetails(
  row: RulesetRow,
  login: string,
): Pick<Schemas['repository-ruleset'], 'conditions' | 'rules' | 'current_user_can_bypass'> {
  return {
    current_user_can_bypass: row.bypass.includes(login) ? 'always' : 'never',
    conditions: { ref_name: { include: [...row.include], exclude: [...row.exclude] } },
    rules: row.rules.map((type) => ({ type })),
  };
}
