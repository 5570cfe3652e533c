import type { Indicator, ObservationKind } from "@sigwright/core";
import type { Lifecycle } from "../templates/template.ts";

/** Why an indicator is no signature any more: the part of the template that says so, and what it goes by. */
export interface LifecycleVerdict {
  readonly clause: "lifecycle.expired" | "lifecycle.withdrawn" | "lifecycle.maxAge";
  readonly reason: string;
}

/** Says which indicators have had their time. */
export interface LifecycleCheck {
  /** What speaks against an indicator, whatever is observed of it. */
  readonly ended: (indicator: Indicator) => LifecycleVerdict | undefined;
  /** What speaks against its age, for one kind of observation. */
  readonly tooOld: (indicator: Indicator, kind: ObservationKind) => LifecycleVerdict | undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes a life cycle ready. `now` is ISO 8601; `decided` are the fields that the filter speaks of, and so decides about:
 * who asks for `active = false` wants to see what was withdrawn.
 */
export function createLifecycle(lifecycle: Lifecycle, now: string, decided: ReadonlySet<string>): LifecycleCheck {
  const time = Date.parse(now);
  const retiresExpired = lifecycle.expired === "retire" && !decided.has("expires");
  const retiresWithdrawn = lifecycle.withdrawn === "retire" && !decided.has("active");
  return {
    ended({ expires, active }) {
      if (retiresWithdrawn && active === false) return { clause: "lifecycle.withdrawn", reason: "it was withdrawn: `active` is false" };
      if (!retiresExpired || expires === undefined || !(Date.parse(expires) <= time)) return undefined;
      return { clause: "lifecycle.expired", reason: `it expired on ${shownDate(expires)}` };
    },
    tooOld(indicator, kind) {
      const most = lifecycle.maxAge.get(kind);
      if (most === undefined) return undefined;
      const [what, date] = lastSign(indicator);
      // What has no date may be new or old: not known is not too old.
      if (date === undefined || !(time - Date.parse(date) > most * DAY)) return undefined;
      return { clause: "lifecycle.maxAge", reason: `it was ${what} on ${shownDate(date)}; ${most} days is the most for this kind (${kind})` };
    },
  };
}

/** When something was last heard of an indicator, and what that was. */
function lastSign({ lastSeen, lastModified, dateAdded, firstSeen }: Indicator): readonly [what: string, date: string | undefined] {
  if (lastSeen !== undefined) return ["last seen", lastSeen];
  if (lastModified !== undefined) return ["last changed", lastModified];
  if (dateAdded !== undefined) return ["added", dateAdded];
  return ["first seen", firstSeen];
}

function shownDate(date: string): string {
  return date.slice(0, 10);
}
