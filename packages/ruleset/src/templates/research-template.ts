/** The text of templates/research.yaml; `npm run embed` writes this file. */
export const RESEARCH_TEMPLATE: string = `# For looking at everything there is: every indicator becomes a rule, rated or not, and rules only alert.
version: 1
id: research
extends: default
description: Alert on every indicator, whatever its rating, for research and incident response.

# Whatever has a value passes: everything. \`--filter\` narrows it.
filter: value exists

# A range of its own, so that its rules can be loaded beside those of the other templates.
sids: { start: 5000000, end: 5999999 }

message: "Sigwright research {{observation}} {{value}}"

metadata:
  - { key: sigwright_template, value: research }
  - { key: sigwright_type, value: "{{type}}" }
  - { key: sigwright_rating, value: "{{rating}}" }
  - { key: sigwright_confidence, value: "{{confidence}}" }

# An old indicator can be what an incident is about; what was withdrawn or has expired was bad once.
lifecycle:
  expired: keep
  withdrawn: keep
`;
