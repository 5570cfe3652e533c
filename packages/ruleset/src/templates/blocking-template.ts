/** The text of templates/blocking.yaml; `npm run embed` writes this file. */
export const BLOCKING_TEMPLATE: string = `# For an engine in the line of traffic: drops what is surely bad, and is silent where it is not sure.
version: 1
id: blocking
extends: default
description: Drop what is rated highest and matched exactly, and nothing that could be harmless.

# Four skulls, ninety per cent, and seen within the last months. What nobody has rated does not pass.
filter: rating >= 4 and confidence >= 90

# A range of its own, so that its rules can be loaded beside those of the other templates.
sids: { start: 3000000, end: 3999999 }

# \`reject\` closes the connection instead, so that a client need not wait; it tells the other side, too.
action: drop

formats:
  # Snort 3 drops one packet with \`drop\`; with \`block\` it drops the flow, as Suricata and Snort 2 do.
  snort3: { action: block }

message: "Sigwright block {{observation}} {{value}}"

metadata:
  - { key: sigwright_template, value: blocking }
  - { key: sigwright_type, value: "{{type}}" }
  - { key: sigwright_rating, value: "{{rating}}" }
  - { key: sigwright_confidence, value: "{{confidence}}" }

priority:
  - { rating: 0, priority: 1 }

# Only what identifies one thing: many programs send one User-Agent, and many people one subject.
observations:
  kinds: [address, host, url, file]
approximate: false

# Addresses change hands; a rule that blocks must not outlive what it is about.
lifecycle:
  maxAge: { address: 30, url: 90, host: 180 }

guards:
  unselective: strict
`;
