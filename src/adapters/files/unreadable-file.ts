import { ModelyardError, messageOf } from '../../errors.ts';

/** What is told of a file that cannot be read, under the name that the user knows, with what to do. */
export function unreadableFile(label: string, cause: unknown): ModelyardError {
  const code = (cause as NodeJS.ErrnoException).code;
  const hints: Readonly<Record<string, string>> = {
    ENOENT: 'Check the path, and whether the step that writes the file has run.',
    EACCES: 'Let this user read the file, for example with chmod.',
  };
  const why = code === 'ENOENT' ? 'there is no such file' : messageOf(cause).replace(/, \w+ '.*'$/s, '');
  const hint = hints[code ?? ''];
  return new ModelyardError('unreadable', `cannot read ${label}: ${why}`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}
