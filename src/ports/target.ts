/** Files of a release, by name, on this machine. */
export interface ReleaseFiles {
  readonly digest: string;
  readonly files: readonly { readonly name: string; readonly path: string; readonly sha256: string }[];
}

/** Where a deployment puts a model. Every step may be repeated. */
export interface Target {
  /** Copies the bytes where the target can see them; nothing is served yet. */
  stage(model: string, release: ReleaseFiles): Promise<void>;
  /** One atomic switch to bytes that are staged; null serves nothing. */
  activate(model: string, digest: string | null): Promise<void>;
  /**
   * What is served, re-hashed from the served bytes; null when nothing is. `path` is where those bytes can be read and run;
   * null for a target that can only name them.
   */
  observe(model: string): Promise<{ readonly digest: string; readonly path: string | null } | null>;
  readonly location: string;
}
