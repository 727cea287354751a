export interface LogAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface ReadLog {
  readonly annotations: readonly LogAnnotation[];
  readonly masks: readonly string[];
}

/** Reads a step's output as the runner does: `::command name=value::text`, nothing between stop-commands and its token. */
export function readLog(text: string): ReadLog {
  const annotations: LogAnnotation[] = [];
  const masks: string[] = [];
  let token: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const command = /^\s*::([a-z-]+|[^:\s]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
    if (command === null) continue;
    const [, name = '', properties = '', message = ''] = command;
    if (token !== null) {
      if (name === token) token = null;
    } else if (name === 'stop-commands') token = message;
    else if (name === 'add-mask') masks.push(decoded(message));
    else if (name === 'error' || name === 'warning' || name === 'notice')
      annotations.push({ level: name, message: decoded(message), properties: parseProperties(properties) });
  }
  return { annotations, masks };
}

function parseProperties(text: string): Record<string, string> {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split(/=(.*)/s));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name.trim(), decoded(value)]));
}

function decoded(text: string): string {
  const codes: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%25': '%',
  };
  return text.replace(/%(0D|0A|3A|2C|25)/g, (code) => codes[code] ?? code);
}
