import { randomBytes } from 'node:crypto';

export interface ForeignOutput {
  readonly write: (chunk: Buffer) => void;
  /** Log commands count again. */
  readonly close: () => void;
}

/** What a program of the user's prints goes to stderr as it is; inside GitHub Actions no line of it may be a log command. */
export function foreignOutput(): ForeignOutput {
  const pass = (chunk: Buffer) => void process.stderr.write(chunk);
  if (process.env.GITHUB_ACTIONS !== 'true') return { write: pass, close: () => undefined };
  const token = `modelyard-${randomBytes(16).toString('hex')}`;
  let isOpen = false;
  const close = () => {
    if (isOpen) process.stderr.write(`\n::${token}::\n`);
    isOpen = false;
  };
  process.once('exit', close);
  return {
    write(chunk) {
      if (!isOpen) process.stderr.write(`::stop-commands::${token}\n`);
      isOpen = true;
      pass(chunk);
    },
    close() {
      process.off('exit', close);
      close();
    },
  };
}
