import { ModelyardError } from '../../errors.ts';
import { verificationText, verifyStage } from '../../stages/verify/verify.ts';
import type { Command } from '../command.ts';
import { verdictCode } from '../for-each-model.ts';

export const command: Command = async (context) => {
  const [tag] = context.line.positionals;
  if (tag === undefined)
    throw new ModelyardError('usage', 'modelyard verify needs a tag', {
      hint: 'For example: modelyard verify churn@v1.2.0.',
    });
  const forge = await context.services.forge(context.project.repository);
  const verification = await verifyStage(forge, tag);
  return {
    json: verification,
    text: verificationText(verification),
    exitCode: verdictCode(verification.verdict),
  };
};
