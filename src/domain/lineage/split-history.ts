/** A commit of a branch, and what of it determines a model's training; null where that cannot be read. */
export interface CommitInputs {
  readonly commit: string;
  readonly inputs: string | null;
}

export interface History {
  /** Commits with today's inputs, newest first: the last of them brought these inputs. */
  readonly current: readonly string[];
  /** Commits that brought inputs which nobody released and which are no longer there, newest first. */
  readonly superseded: readonly string[];
}

/**
 * What happened to a model's inputs since its last release. `commits`: newest first, the newest is the state to be released;
 * `released`: the inputs of the release, null where there is none, and then nothing is superseded.
 */
export function splitHistory(commits: readonly CommitInputs[], released: string | null): History {
  const [newest] = commits;
  if (newest === undefined) return { current: [], superseded: [] };
  const change = commits.findIndex(({ inputs }) => inputs === null || inputs !== newest.inputs);
  const end = change === -1 ? commits.length : Math.max(change, 1);
  const current = commits.slice(0, end).map(({ commit }) => commit);
  if (released === null) return { current, superseded: [] };
  const older = commits.slice(end);
  const brought = older.filter(({ inputs }, index) => {
    const before = older[index + 1]?.inputs ?? released;
    return inputs !== null && inputs !== before && inputs !== released && inputs !== newest.inputs;
  });
  return { current, superseded: brought.map(({ commit }) => commit) };
}
