import { describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { ModelyardError } from '../../errors.ts';
import { namingOutputs } from './name-outputs.ts';

const context = stageContext('/repository');
const folder = '/repository/.modelyard/visits/candidates/5c0e91d4';
const failing = (error: Error) => namingOutputs(context, { folder }, () => Promise.reject(error));

describe('namingOutputs', () => {
  it('names an output as modelyard.yml does, and keeps code and hint', async () => {
    const error = new ModelyardError('input', `${folder}/model/visits.onnx is cut short`, {
      hint: 'Write it again.',
    });
    await expect(failing(error)).rejects.toMatchObject({
      code: 'input',
      message: 'out/visits.onnx is cut short',
      hint: 'Write it again.',
    });
  });

  it.each([new ModelyardError('input', '/repository/data.csv is empty'), new Error('a bug')])(
    'leaves every other error as it is',
    async (error) => {
      await expect(failing(error)).rejects.toBe(error);
    },
  );
});
