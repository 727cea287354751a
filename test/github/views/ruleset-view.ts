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

export function rulesetDetails(row: RulesetRow): Pick<Schemas['repository-ruleset'], 'conditions' | 'rules'> {
  return {
    conditions: { ref_name: { include: [...row.include], exclude: [...row.exclude] } },
    rules: row.rules.map((type) => ({ type })),
  };
}
