import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { hasStatus, orNull } from './github-error.ts';
import { seenLater } from './seen-later.ts';
import type { WorkflowApi } from './start-retraining.ts';

/** One page of runs reaches back further than any cool-down does. */
const PAGE = 100;

/** A workflow of this repository, on a branch. Throws an error that says what to add where it cannot be started. */
export function createWorkflowApi(
  client: GithubClient,
  { workflow, branch }: { readonly workflow: string; readonly branch: string },
): WorkflowApi {
  const { ask, patience } = client;
  const explained = <T>(asked: Promise<T>) =>
    asked.catch((error: unknown) => {
      throw explain(error, { workflow, branch });
    });
  return {
    async dispatchedRuns() {
      const { workflow_runs: runs } = await explained(
        ask('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
          workflow_id: workflow,
          event: 'workflow_dispatch',
          per_page: PAGE,
        }),
      );
      return runs.map(({ id }) => Number(id));
    },
    dispatch: (model) =>
      explained(
        seenLater(
          ask('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
            workflow_id: workflow,
            ref: branch,
            inputs: { model },
          }),
        ),
      ),
    async isRunning(run) {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
      const found = await orNull(ask(route, { run_id: Number(run) }));
      return found !== null && found.status !== 'completed';
    },
    until: patience.until,
  };
}

function explain(
  error: unknown,
  { workflow, branch }: { readonly workflow: string; readonly branch: string },
) {
  if (hasStatus(error, 404))
    return new ModelyardError('outside', `${branch} has no workflow ${workflow} that could be started`, {
      cause: error,
      hint: 'Copy examples/workflows/retrain.yml to .github/workflows/, or name another file in retrain-workflow. If it is there, the token may not see it: the job needs `actions: write`.',
    });
  if (hasStatus(error, 422))
    return new ModelyardError('outside', `${workflow} cannot be started: ${error.detail}`, {
      cause: error,
      hint: 'It must have the trigger `workflow_dispatch` on the default branch, with an input `model`.',
    });
  return error;
}
