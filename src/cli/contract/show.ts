import { odcsYaml } from '../../stages/contract/odcs-yaml.ts';
import type { BareCommand } from '../bare-context.ts';
import { deliverText } from './deliver-text.ts';
import { readGiven } from './given-contract.ts';

/** A contract as the standard writes it, whatever form it is kept in. */
export const showContract: BareCommand = async (context) => {
  const [, file] = context.line.positionals;
  const { document } = await readGiven(context, file ?? null);
  return deliverText(context, { text: odcsYaml(document), json: document });
};
