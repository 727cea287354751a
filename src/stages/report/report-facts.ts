import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { JudgeRecord } from '../../records/judge.ts';
import type { TrainRecord } from '../../records/train.ts';
import type { ValidateRecord } from '../../records/validate.ts';

/** The release that the candidate would replace, as far as it is known here. */
export interface ReportedRelease {
  readonly tag: string;
  /** Digest of its model. */
  readonly candidate: string;
  /** Whether it is fed and read as the candidate was judged: the same threshold, features, classes. */
  readonly isServedAlike: boolean;
  /** Parameters that it was trained with; null when not known. */
  readonly params: Readonly<Record<string, unknown>> | null;
  /** Files that it was trained from; null when not known. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[] | null;
}

/** What a merge would release. */
export interface NextRelease {
  readonly tag: string;
  /** first, major, minor, patch, given; and why. */
  readonly bump: string;
  readonly reason: string;
}

/** The records of one model; null where a stage has not run. */
export interface StageRecords {
  readonly validate: ValidateRecord | null;
  readonly train: TrainRecord | null;
  readonly evaluate: EvaluateRecord | null;
}

/** A run whose token is read-only, because the change is a stranger's: nothing that it made is ever released. */
export interface ForeignRun {
  readonly by: 'fork' | 'Dependabot';
  /** Set where its records came as an artifact, so that they are no more than what somebody says. */
  readonly claim: {
    /** `owner/name` of the repository that the change is in. */
    readonly repository: string;
    readonly commit: string;
  } | null;
}

/** Everything that a report is made of: records, and what is known of releases. */
export interface ReportFacts extends StageRecords {
  readonly model: string;
  /** null where there is no base whose rules could differ. */
  readonly judge: JudgeRecord | null;
  readonly release: ReportedRelease | null;
  readonly next: NextRelease | null;
  /** Environments in the order in which a release reaches them. */
  readonly environments: readonly string[];
  /** Whether values out of the data may be shown; otherwise row numbers only. */
  readonly showValues: boolean;
  /** Commands that lead to the same verdict. */
  readonly reproduce: readonly string[];
  /** Folder of the records, as people would find it. */
  readonly folder: string;
  /** Page of the run that has the summary and the artifact; null outside of GitHub Actions. */
  readonly runUrl: string | null;
  /** null for the repository's own runs. */
  readonly foreign: ForeignRun | null;
}
