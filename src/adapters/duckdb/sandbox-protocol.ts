/** What a sandbox is given before it is locked. */
export interface SandboxSetup {
  /** Tables by the names that queries may use; each is a Parquet file made for the sandbox. */
  readonly tables: readonly { readonly name: string; readonly file: string }[];
  readonly temporaryFolder: string;
  readonly memoryLimitMb: number;
}

export type SandboxRequest =
  | { readonly kind: 'setup'; readonly setup: SandboxSetup }
  | { readonly kind: 'ask'; readonly sql: string; readonly timeLimitMs: number };

/** One number, or why there is none. */
export type SandboxReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'refused'; readonly reason: string };
