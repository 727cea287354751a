import type { Lose } from './imported.ts';
import type { TextMessage, TextValue } from './text-proto.ts';

/** The schema that a feature stands in, and where to say what cannot be kept. */
export interface Context {
  readonly schema: TextMessage;
  readonly lose: Lose;
}

export interface Place extends Context {
  readonly name: string;
}

/** Messages under a field; none where there is no such field. */
export function messages(message: TextMessage | undefined, field: string): TextMessage[] {
  return (message?.get(field) ?? []).filter((value): value is TextMessage => value instanceof Map);
}

export const child = (message: TextMessage | undefined, field: string) => messages(message, field)[0];

/** The last value of a field, as protocol buffers have it. */
export function scalar(
  message: TextMessage | undefined,
  field: string,
): Exclude<TextValue, TextMessage> | undefined {
  const value = message?.get(field)?.at(-1);
  return value instanceof Map ? undefined : (value as Exclude<TextValue, TextMessage> | undefined);
}

export function numberAt(message: TextMessage | undefined, field: string): number | undefined {
  const value = scalar(message, field);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textsAt(message: TextMessage | undefined, field: string): string[] {
  return (message?.get(field) ?? []).filter((value) => typeof value === 'string');
}
