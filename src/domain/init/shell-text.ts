/** Text as one word of a shell's command. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What a workflow would replace before a shell sees it; nothing of the kind may come from a name. */
export function holdsExpression(text: string): boolean {
  return text.includes('${{');
}
