import { codeSpan } from '../../domain/report/escape-markdown.ts';
import type { ForeignRun } from './report-facts.ts';

/** Added to the first line of a report whose records somebody else hands in; plain text. */
export function claimSuffix(foreign: ForeignRun | null): string {
  if (foreign === null || foreign.claim === null) return '';
  return ` — says the run of ${WHOSE[foreign.by]}`;
}

/** What a reader must know before the numbers: who says this, and what never comes of it. '' for the repository's own runs. */
export function foreignNotice(foreign: ForeignRun | null): string {
  if (foreign === null || foreign.claim === null) return '';
  const { repository, commit } = foreign.claim;
  const where = `${codeSpan(commit.slice(0, 7))} in ${codeSpan(repository)}`;
  return [
    '> [!IMPORTANT]',
    `> This is what the run of ${WHOSE[foreign.by]} says of itself (${where}). ${DOUBT[foreign.by]}`,
    '> Nothing that it made is ever released: after the merge the model is trained again on the default branch and judged there by all gates.',
  ].join('\n');
}

const WHOSE: Readonly<Record<ForeignRun['by'], string>> = { fork: 'a fork', Dependabot: 'Dependabot' };

const DOUBT: Readonly<Record<ForeignRun['by'], string>> = {
  fork: 'Whoever wrote the change could also write these numbers: read them as the contributor’s claim.',
  Dependabot: 'The updated packages ran in it and could also write these numbers: read them as a claim.',
};
