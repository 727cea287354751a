import type { ChangedFile } from '../git/changed-files.ts';
import { repoApi, repoHtml, type Schemas, type Site } from './site.ts';

export function diffEntryView(site: Site, commit: string, file: ChangedFile): Schemas['diff-entry'] {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repoHtml(site)}/blob/${commit}/${path}`,
    raw_url: `${repoHtml(site)}/raw/${commit}/${path}`,
    contents_url: `${repoApi(site)}/contents/${path}?ref=${commit}`,
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
