import { OBSERVATION_KINDS } from "@sigwright/core";
import type { ObservationKind } from "@sigwright/core";
import type { Lifecycle } from "./template.ts";
import { at, numberOf, textOf } from "./yaml-access.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** Reads the `lifecycle` part of a template; what it leaves out is taken from the defaults. */
export function readLifecycle(node: YamlNode | undefined, defaults: Lifecycle): Lifecycle {
  const fate = (key: "expired" | "withdrawn"): Lifecycle["expired"] => {
    const text = textOf(at(node, key))?.text;
    return text === undefined ? defaults[key] : text === "keep" ? "keep" : "retire";
  };
  const retired = textOf(at(node, "retired"))?.text;
  return {
    expired: fate("expired"),
    withdrawn: fate("withdrawn"),
    maxAge: readMaxAge(at(node, "maxAge"), defaults.maxAge),
    retired: retired === undefined ? defaults.retired : retired === "comment" ? "comment" : "remove",
  };
}

function readMaxAge(node: YamlNode | undefined, defaults: Lifecycle["maxAge"]): Lifecycle["maxAge"] {
  if (node === undefined) return defaults;
  if (node.type !== "map") {
    const all = numberOf(node);
    return new Map(all === undefined ? [] : OBSERVATION_KINDS.map((kind): [ObservationKind, number] => [kind, all]));
  }
  const ages = new Map(defaults);
  for (const kind of OBSERVATION_KINDS) {
    const own = at(node, kind);
    const days = numberOf(own);
    if (days !== undefined) ages.set(kind, days);
    else if (own !== undefined) ages.delete(kind);
  }
  return ages;
}
