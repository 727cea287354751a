/**
 * Whether a server is GitHub Enterprise Server: upload-artifact and download-artifact work on github.com and *.ghe.com alone, so that
 * there nothing goes from job to job, nor from a pull request to its merge.
 */
export function isEnterpriseServer(serverUrl: string): boolean {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : '';
  return host !== 'github.com' && !host.endsWith('.ghe.com');
}

/** The same as an expression of the workflow language. */
export const HAS_ARTIFACTS =
  "(github.server_url == 'https://github.com' || endsWith(github.server_url, '.ghe.com'))";

/** `https://host/api/v3`; GitHub's own API has a host of its own. */
export function isEnterpriseApi(apiUrl: string): boolean {
  return /\/api\/v3\/?$/.test(apiUrl);
}
