/** The text of templates/hunting.yaml; `npm run embed` writes this file. */
export const HUNTING_TEMPLATE: string = `# For hunters, who look at much and believe little: wide rules of low priority, which nobody is woken up for.
version: 1
id: hunting
extends: default
description: Low priority and wide, with sub-domains and the hosts of https URLs, for hunters.

# Two skulls, or some confidence: also what is only suspected.
filter: rating >= 2 or confidence >= 40

# A range of its own, so that its rules can be loaded beside those of the other templates.
sids: { start: 4000000, end: 4999999 }

observations:
  host: { subdomains: true }
  url: { https: host }

message: "Sigwright hunt {{observation}} {{value}} (rating {{rating}}, {{tags}})"

classtype: misc-activity

priority:
  - { rating: 4, priority: 3 }
  - { rating: 0, priority: 4 }

metadata:
  - { key: sigwright_template, value: hunting }
  - { key: sigwright_type, value: "{{type}}" }
  - { key: sigwright_rating, value: "{{rating}}" }
  - { key: sigwright_confidence, value: "{{confidence}}" }
`;
