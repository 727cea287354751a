import type { Stub, StubCall } from './run-steps.ts';

/** What a test does in place of an action, by the action's name without its version. Answers outputs where there are any. */
export type Stubs = Readonly<Record<string, (call: StubCall) => unknown>>;

/** For `resolve` of a workflow request. Throws for an action that the test does not know. */
export function resolveStubs(stubs: Stubs): (uses: string) => { readonly stub: Stub } {
  return (uses) => {
    const act = stubs[uses.replace(/@.*$/, '')];
    if (act === undefined) throw new Error(`the test knows no action ${uses}`);
    return { stub: async (call) => (act(call) ?? {}) as Readonly<Record<string, string>> };
  };
}
