export interface Page<T> {
  readonly items: readonly T[];
  /** `Link` header, absent when there is one page. */
  readonly link: string | null;
}

const MOST = 100;
const USUAL = 30;

/** GitHub's paging: `per_page` is cut to 100, absurd values fall back, pages past the end are empty. */
export function cutPage<T>(all: readonly T[], url: URL): Page<T> {
  const size = Math.min(MOST, positive(url.searchParams.get('per_page')) ?? USUAL);
  const page = positive(url.searchParams.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const targets: Record<string, number> = {
    ...(page > 1 ? { prev: Math.min(page - 1, last) } : {}),
    ...(page < last ? { next: page + 1, last } : {}),
    ...(page > 1 ? { first: 1 } : {}),
  };
  const links = Object.entries(targets).map(([rel, number]) => `<${withPage(url, number)}>; rel="${rel}"`);
  return { items, link: links.length === 0 ? null : links.join(', ') };
}

function withPage(url: URL, page: number): string {
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  return target.href;
}

function positive(text: string | null): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : null;
}
