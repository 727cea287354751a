import { ModelyardError, messageOf } from '../../errors.ts';
export function plainRuntimeText(text: string): string {
  return text;
}
export function explainLoadError(error: unknown, path: string): ModelyardError {
  return new ModelyardError('input', `${path}: ${messageOf(error)}`);
}
