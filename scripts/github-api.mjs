/**
 * GitHub's REST API for scripts that a workflow runs without installing anything. Answers are given as they are, whatever the
 * status: `{status, headers, text, body}`. Paths are below `/repos/<owner>/<name>`, or whole addresses that GitHub gave.
 */
export function githubApi({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN }) {
  for (const [name, value] of Object.entries({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN }))
    if (!value) throw new Error(`${name} is not set: this runs in a workflow, with GITHUB_TOKEN under env:`);
  const base = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`;

  /** `body` is sent as JSON, a Buffer as it is. */
  async function ask(
    method,
    path,
    { body, token = GITHUB_TOKEN, accept = 'application/vnd.github+json' } = {},
  ) {
    const isBytes = Buffer.isBuffer(body);
    const answer = await fetch(
      path.startsWith('https://') || path.startsWith('http://') ? path : base + path,
      {
        method,
        headers: {
          accept,
          authorization: `Bearer ${token}`,
          'user-agent': 'modelyard-scripts',
          'x-github-api-version': '2022-11-28',
          ...(body === undefined
            ? {}
            : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        },
        body: body === undefined || isBytes ? body : JSON.stringify(body),
        redirect: 'manual',
      },
    );
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  /** The body of an answer that must be good; throws with GitHub's own words. */
  async function must(method, path, options) {
    const answer = await ask(method, path, options);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} answered ${answer.status}: ${words(answer)}`);
  }

  /** null where there is nothing. */
  async function find(path) {
    const answer = await ask('GET', path);
    if (answer.status === 404) return null;
    if (answer.status < 300) return answer.body;
    throw new Error(`GET ${path} answered ${answer.status}: ${words(answer)}`);
  }

  /** All pages. */
  async function list(path) {
    const items = [];
    for (let page = 1; ; page++) {
      const found = await must('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
      items.push(...found);
      if (found.length < 100) return items;
    }
  }

  return { ask, must, find, list };
}

/** What an answer says went wrong; where something is forbidden, with the right that it would need. */
export function words({ status, headers, body }) {
  const errors = (body?.errors ?? []).map((each) => each.message ?? each.code ?? JSON.stringify(each));
  const isForbidden = status === 403 || status === 404;
  const wanted = isForbidden && headers.get('x-accepted-github-permissions');
  return [body?.message ?? 'no reason', ...errors, ...(wanted ? [`needs ${wanted}`] : [])].join('; ');
}

function parsed(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
