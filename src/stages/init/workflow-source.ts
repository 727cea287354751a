// Made by `npm run generate` from examples/workflows/quickstart.yml and .github/workflows/ci.yml: change them there.

/** The example workflow, as it is. */
export const QUICKSTART_WORKFLOW = `# Judges every pull request; after the merge releases and deploys the very bytes that were reviewed.
# Copy to .github/workflows/modelyard.yml. See docs/github.md for the other workflows, forks, approvals and rights.
name: modelyard

on:
  pull_request:
  merge_group: # in a merge queue the required check must run, too
  push: { branches: [main] }

permissions: {}

concurrency:
  group: modelyard-$\{{ github.event.pull_request.number || github.ref }}
  # A newer commit of a pull request makes the older run pointless; a release that has begun is finished.
  cancel-in-progress: $\{{ github.event_name == 'pull_request' }}

jobs:
  # Runs your training, so it may read and comment, and nothing else.
  check:
    if: github.event_name != 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 120
    permissions:
      contents: read
      pull-requests: write # the comment
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # the rules of the base are compared with yours
          lfs: true
          persist-credentials: false
      # Whatever your training needs, for example:
      # - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
      #   with: { python-version: "3.12" }
      # - run: pip install -r requirements.txt
      - uses: modelyard/modelyard@v0

  # Finds what was reviewed and judges it again; may train again, so it may write nothing.
  accept:
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 120
    permissions:
      contents: read
      actions: read # the artifact of the check
      pull-requests: read # who approved what
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0, lfs: true, persist-credentials: false }
      # Whatever your training needs, as above: what a fork brought is trained again here.
      - uses: modelyard/modelyard/actions/accept@v0

  # Writes the release and moves traffic; runs no code of yours.
  ship:
    needs: accept
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    environment: { name: staging, deployment: false } # its rules hold; Modelyard makes the deployment itself
    permissions:
      contents: write # the tag, the release, the log of deployments
      deployments: write # the environment's page
      actions: read # the environment's rules, and who approved this run
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: modelyard/modelyard/actions/release@v0
      - uses: modelyard/modelyard/actions/deploy@v0
        with: { environment: staging }
`;

/** Actions that set a language up, pinned by commit. */
export const SETUP_PYTHON = 'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0';
export const SETUP_NODE = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0';
