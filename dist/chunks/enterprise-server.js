// src/adapters/github/enterprise-server.ts
/**
* Whether a server is GitHub Enterprise Server: upload-artifact and download-artifact work on github.com and *.ghe.com alone, so that
* there nothing goes from job to job, nor from a pull request to its merge.
*/
function isEnterpriseServer(serverUrl) {
	const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : "";
	return host !== "github.com" && !host.endsWith(".ghe.com");
}
/** `https://host/api/v3`; GitHub's own API has a host of its own. */
function isEnterpriseApi(apiUrl) {
	return /\/api\/v3\/?$/.test(apiUrl);
}

export { isEnterpriseServer as n, isEnterpriseApi as t };