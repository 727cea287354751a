/** States that a platform shows. */
export type ShownState = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

/** A deployment as the platform shows it. */
export interface ShownDeployment {
  readonly id: number;
  /** The intent in the log that it belongs to. */
  readonly intent: string;
  /** null: none yet, or one that is none of ours. */
  readonly state: ShownState | null;
}

export interface NewDeployment {
  readonly model: string;
  readonly environment: string;
  readonly release: string;
  readonly digest: string;
  /** Commit of the release. */
  readonly commit: string;
  readonly intent: string;
  /** Hash of the newest line of the log when this was written. */
  readonly logHead: string | null;
}

/** Where a platform shows people what is deployed, and keeps its own rules on it. The log is the truth, the board follows it. */
export interface DeploymentBoard {
  /** Throws `refused` when the platform wants an approval for the environment that this run does not have. */
  assertApproved(environment: string): Promise<void>;
  /** Shows a deployment in progress; one of this intent that is there already is taken. */
  begin(deployment: NewDeployment): Promise<ShownDeployment>;
  /** Deployments of a model to an environment, newest first, as far back as one is inactive: what is older was settled. */
  recent(model: string, environment: string): Promise<readonly ShownDeployment[]>;
  tell(id: number, state: ShownState, description: string): Promise<void>;
}
