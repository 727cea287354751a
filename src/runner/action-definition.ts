import type { HandingStage } from '../stages/candidates/stage-files.ts';
import type { InputDefinition, OutputDefinition } from './shared-inputs.ts';

export interface ActionDefinition {
  /** `pipeline` is `action.yml` at the top; the others live in `actions/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Needs DuckDB and ONNX Runtime: installs `runtime/` once. */
  readonly needsAddOns: boolean;
  /** Leaves its records (and candidate) as an artifact. */
  readonly keepsRecords: boolean;
  /** Takes what accept left in the same run. */
  readonly takesAccepted?: boolean;
  /** With `between-jobs: true`: goes on from what these stages left in other jobs of the run. */
  readonly goesOnFrom?: readonly HandingStage[];
  /** With `between-jobs: true`: leaves its own records as an artifact. */
  readonly handsOver?: boolean;
  readonly inputs: readonly InputDefinition[];
  readonly outputs: readonly OutputDefinition[];
  /** Least permissions of the job, by what it is used for. */
  readonly permissions: readonly {
    readonly when: string;
    readonly needs: Readonly<Record<string, string>>;
  }[];
}

/** To look at the checkout, and nothing else. */
export const READ = { contents: 'read' };
