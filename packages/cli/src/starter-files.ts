/** Platforms that `init` writes a workflow for. */
export const CI_PLATFORMS = ["github", "gitlab", "pre-commit"] as const;

/** See {@link CI_PLATFORMS}. */
export type CiPlatform = (typeof CI_PLATFORMS)[number];

/** A configuration to start from: all that is not in it is as it is without one. */
export const STARTER_CONFIGURATION = `# How the rules of this repository are checked, for \`sigwright check\` and \`sigwright review\`.
# Take the # away from what you want; paths go from the folder of this file on.
version: 1

# Engine versions the rules are for.
# targets: [suricata@7.0]

# Advice that is a matter of taste: team asks for message, classtype and reference; modern for today's keywords.
# profiles: [team]

# Rule files that are passed over, those of others for example.
# ignore: [vendor, 'archive/**']

# What holds for some of the files; the later entry counts.
# files:
#   - paths: ['yara/**']
#     targets: [yara-x@1]
#   - paths: [lab]
#     profiles: []
#     severity: { suricata/missing-file: off }

# The sensor's own files, in this repository.
# engine:
#   suricata-yaml: sensor/suricata.yaml
#   classification: sensor/classification.config

# What there is beside them.
# variables:
#   addresses: { DNS_RELAYS: '[192.0.2.53, 198.51.100.53]' }
#   ports: { PROXY_PORTS: '[3128, 8080]' }
# classtypes: [our-own]

# How much findings matter: off, info, warning, error. What the engine refuses stays an error.
# severity:
#   suricata/missing-file: error

# Which team gives its rules which sids. 1000000 to 1999999 are for local use.
# sids:
#   - { team: network, start: 1000000, end: 1099999, paths: [rules] }

# Findings that were there before; \`sigwright check --write-baseline\` writes it.
# baseline: sigwright-baseline.json
`;

const GITHUB = (version: string): string => `# Reviews detection rules in pull requests. Nothing of a pull request is executed.
name: Rules
on:
  pull_request:
    paths: ['**/*.rules', '**/*.yar', '**/*.yara', sigwright.yaml]
permissions:
  contents: read
jobs:
  review:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      # For the comment; take it away together with \`comment: true\`.
      pull-requests: write
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      # A tag can be moved: put the full hash of the commit in its place.
      - uses: sigwright/sigwright@v${version}
        with: { comment: true, version: ${version} }
`;

const GITLAB = (version: string): string => `# Reviews detection rules in merge requests. Nothing of a merge request is executed.
include:
  - remote: https://raw.githubusercontent.com/sigwright/sigwright/v${version}/integrations/gitlab/sigwright.gitlab-ci.yml
`;

const PRE_COMMIT = (version: string): string => `# Checks detection rules before they are committed: https://pre-commit.com
repos:
  - repo: local
    hooks:
      - id: sigwright-check
        name: check detection rules
        entry: sigwright check --quiet --
        language: node
        additional_dependencies: ['@sigwright/cli@${version}']
        require_serial: true
        files: \\.(rules|yar|yara)$
`;

/** The file that has a platform check rules, and its path in the repository. */
export function workflowFile(platform: CiPlatform, version: string): { readonly path: string; readonly content: string } {
  switch (platform) {
    case "github":
      return { path: ".github/workflows/rules.yml", content: GITHUB(version) };
    case "gitlab":
      return { path: ".gitlab-ci.yml", content: GITLAB(version) };
    case "pre-commit":
      return { path: ".pre-commit-config.yaml", content: PRE_COMMIT(version) };
    // no default
  }
  throw new TypeError("a platform of no known kind");
}
