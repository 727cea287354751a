import type { FileEntry } from '../../records/common.ts';
import type { StageRecords } from './report-facts.ts';

/** Why these records do not speak of one and the same run; empty when they do. Plain text, not escaped. */
export function findMismatches(records: StageRecords): string[] {
  return [...commitMismatches(records), ...candidateMismatches(records), ...fileMismatches(records)];
}

function commitMismatches(records: StageRecords): string[] {
  const commits = Object.entries(records).flatMap(([stage, record]) =>
    record?.commit == null ? [] : [{ stage, commit: record.commit as string }],
  );
  if (new Set(commits.map(({ commit }) => commit)).size <= 1) return [];
  const list = commits.map(({ stage, commit }) => `${stage} at ${commit.slice(0, 7)}`).join(', ');
  return [`the stages ran on different commits: ${list}`];
}

function candidateMismatches({ train, evaluate }: StageRecords): string[] {
  if (train === null || evaluate === null) return [];
  const problems: string[] = [];
  if (train.inputDigest !== evaluate.inputDigest) {
    problems.push(
      `evaluate judged a candidate with inputs ${shortDigest(evaluate.inputDigest)}, train made one with inputs ${shortDigest(train.inputDigest)}`,
    );
  }
  if (train.candidate !== evaluate.candidate.digest) {
    problems.push(
      `evaluate judged the candidate ${shortDigest(evaluate.candidate.digest)}, train made ${shortDigest(train.candidate)}`,
    );
  }
  return problems;
}

/** The same file with other bytes in two stages. */
function fileMismatches({ validate, train, evaluate }: StageRecords): string[] {
  const seen = new Map<string, { stage: string; sha256: string }>();
  const problems = new Set<string>();
  const stages: readonly (readonly [string, readonly FileEntry[]])[] = [
    ['validate', [...(validate?.read ?? []), ...(validate?.datasets.flatMap(({ files }) => files) ?? [])]],
    ['train', train?.read ?? []],
    ['evaluate', evaluate?.read ?? []],
  ];
  for (const [stage, files] of stages) {
    for (const { path, sha256 } of files) {
      const earlier = seen.get(path);
      if (earlier === undefined) seen.set(path, { stage, sha256 });
      else if (earlier.sha256 !== sha256)
        problems.add(`${path} changed between ${earlier.stage} and ${stage}`);
    }
  }
  return [...problems];
}

/** `3f9a20c1…`, for people. */
export function shortDigest(digest: string | null): string {
  return digest === null ? 'none' : `${digest.replace(/^sha256:/, '').slice(0, 8)}…`;
}
