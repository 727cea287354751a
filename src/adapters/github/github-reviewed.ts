import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseCandidate } from '../../domain/lineage/choose-candidate.ts';
import type { ReviewedCandidates } from '../../ports/reviewed-candidates.ts';
import { approvalOfMerge } from './approval-of-merge.ts';
import { approvalsOf } from './approvals.ts';
import { checksOf, type ListedArtifact } from './check-runs.ts';
import type { GithubClient } from './create-client.ts';
import { downloadArtifact } from './download-artifact.ts';
import { isEnterpriseApi } from './enterprise-server.ts';
import { mergedPull, mergedPullNumber } from './merged-pull.ts';

/** Candidates of merged pull requests, among the artifacts of `workflow` (`.github/workflows/….yml`). */
export function createGithubReviewed(client: GithubClient, workflow: string): ReviewedCandidates {
  return {
    pullOf: (commit) => mergedPullNumber(client, commit),
    approvalOf: (line) => approvalOfMerge(client, line),
    async find({ model, commit, approval, mostBytes }) {
      if (isEnterpriseApi(client.connection.apiUrl)) return { kind: 'none', reason: NO_ARTIFACTS };
      const found = await mergedPull(client, commit);
      if (found === null)
        return {
          kind: 'none',
          reason: `${commit.slice(0, 7)} is not the merge of a pull request: it was pushed directly`,
        };
      const { pull, repositoryId, defaultBranch } = found;
      const { runs, artifacts } = await checksOf(client, pull.headSha);
      const approvals = await approvalsOf(client, pull.number);
      const facts = {
        model,
        repositoryId,
        defaultBranch,
        workflow,
        approval,
        pull,
        runs,
        artifacts,
        approvals,
      };
      const choice = chooseCandidate(facts);
      if (choice.kind === 'mismatch') return { kind: 'none', reason: choice.reason };
      if (choice.kind === 'foreign') return { ...choice, pull: pull.number };
      const archives = await downloadAll(client, artifacts, { chosen: choice.artifacts, mostBytes });
      return { kind: 'found', archives, pull: pull.number, approvedBy: choice.approvedBy };
    },
  };
}

const NO_ARTIFACTS =
  'GitHub Enterprise Server keeps no artifacts of pull requests for the actions: with `release: { from: retrain }` the merged state is trained again';

interface Wanted {
  readonly chosen: readonly { readonly id: number }[];
  readonly mostBytes: number | undefined;
}

async function downloadAll(
  client: GithubClient,
  listed: readonly ListedArtifact[],
  { chosen, mostBytes }: Wanted,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'modelyard-artifacts-'));
  const archives: string[] = [];
  for (const { id } of chosen) {
    const artifact = listed.find((each) => each.id === id);
    if (artifact === undefined) continue;
    const path = join(folder, `${id}.tar`);
    await downloadArtifact(client, artifact, {
      target: path,
      ...(mostBytes === undefined ? {} : { mostBytes }),
    });
    archives.push(path);
  }
  return archives;
}
