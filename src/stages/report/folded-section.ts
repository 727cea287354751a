/** A section that a click opens. GitHub reads Markdown inside `<details>` only after an empty line. */
export function foldedSection(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
