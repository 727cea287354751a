import { ModelyardError } from '../../errors.ts';
import { verificationText, verifyStage } from '../../stages/verify/verify.ts';
import type { Command } from '../command.ts';
import { verdictCode } from '../for-each-model.ts';

export const command: Command = async (context) => {
  const [tag] = context.line.positionals;
  if (tag === undefined)
    throw new ModelyardError('usage', 'modelyard verify needs a tag', {
      hint: `For example: modelyard verify ${context.models[0]?.name ?? 'churn'}@v1.0.0; modelyard status names the newest.`,
    });
  const forge = await context.services.forge(context.project.repository);
  const verification = await verifyStage(forge, tag);
  return {
    json: verification,
    text: verificationText(verification),
    exitCode: verdictCode(verification.verdict),
  };
};
