import type { Beginning, Command } from './command.ts';

export interface OptionDefinition {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  /** How the value is called in help; flags have none. */
  readonly value?: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
  /** One letter after a single dash. */
  readonly short?: string;
  readonly summary: string;
}

export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  /** The positional argument, as help shows it. */
  readonly argument?: string;
  /** How many of them there may be; one if not said. */
  readonly mostArguments?: number;
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
  /** Moves refs, releases or deployments: needs a forge that is meant, and knows --dry-run. */
  readonly changesTheWorld?: boolean;
  /** Works without modelyard.yml: options that speak of what stands in it make no sense. */
  readonly isBeginning?: boolean;
  /** A beginning that may all the same look into modelyard.yml where there is one. */
  readonly readsConfig?: boolean;
  readonly load: () => Promise<{ readonly command: Command } | { readonly beginning: Beginning }>;
}

/** Commands that change nothing but `.modelyard/` refuse it: a promise that they do not keep would be worse. */
export const DRY_RUN: OptionDefinition = {
  name: 'dry-run',
  type: 'boolean',
  summary: 'say what would change and change nothing',
};
