import { BLOCKING_TEMPLATE } from "./blocking-template.ts";
import { DEFAULT_TEMPLATE } from "./default-template.ts";
import { HUNTING_TEMPLATE } from "./hunting-template.ts";
import { RESEARCH_TEMPLATE } from "./research-template.ts";

/** A template that comes with the package. */
export interface ShippedTemplate {
  /** What `--template` and `extends` call it. */
  readonly id: string;
  /** One sentence for people: whom it is for. */
  readonly summary: string;
  /** The file, as it is. */
  readonly text: string;
}

/** The templates that come with the package; the first is used when none is named. */
export const SHIPPED_TEMPLATES: readonly ShippedTemplate[] = [
  { id: "default", summary: "Alerts on what is rated 3 and more with confidence 70 and more.", text: DEFAULT_TEMPLATE },
  { id: "research", summary: "Alerts on every indicator, rated or not, expired or not.", text: RESEARCH_TEMPLATE },
  { id: "blocking", summary: "Drops what is rated highest and matched exactly, with strict guards.", text: BLOCKING_TEMPLATE },
  { id: "hunting", summary: "Alerts widely, sub-domains too, with low priority.", text: HUNTING_TEMPLATE },
];
