import type { SensorFile } from "@sigwright/rule-language/template";

/** Settings without which a file is seen only when it is small, and by one algorithm. */
export const BODY_SETTINGS: readonly string[] = ["file-hashes", "http-bodies", "stream-depth"];

/** The setting that makes a sensor load many rules sooner. */
const LOAD_TIME = "load-time";

/** Rules that take Suricata 7.0.10 some seconds to load, 50,000 twenty. */
const MANY_RULES = 10_000;

/**
 * What to set, by name: members of `suricata.yaml`, nested as there. 0 is the engine's word for no limit (manual of 7.0,
 * "suricata.yaml", sections on libhtp, the stream engine and the EVE log).
 */
const SETTINGS: Readonly<Record<string, { readonly why: string; readonly path: readonly string[]; readonly values: Readonly<Record<string, string>> }>> = {
  "file-hashes": {
    why: "Digests of several algorithms: Suricata 7.0 computes one of them only unless it is told to.",
    // What stands in a list is two characters further in than its depth says.
    path: ["outputs", "- eve-log", "  types", "  - files"],
    values: { "    force-hash": "[md5, sha1, sha256]" },
  },
  "http-bodies": {
    why: "Digests of files in HTTP bodies above 100 kB. 0 is no limit; a size like 20mb bounds the memory.",
    path: ["app-layer", "protocols", "http", "libhtp", "default-config"],
    values: { "request-body-limit": "0", "response-body-limit": "0" },
  },
  // Otherwise Hyperscan compiles a database for each `content`, a third to a half of the load of rules for URLs. Such a
  // database is searched only once the fast pattern was found; with these rules plain search was no slower.
  [LOAD_TIME]: {
    why: "Not needed. So many rules load in about four fifths of the time with it. It is for all rules of the sensor: try it with yours.",
    path: [],
    values: { "spm-algo": "bm" },
  },
  "stream-depth": {
    why: "Digests of files that end beyond the first megabyte of their connection. 0 is no limit.",
    path: ["stream", "reassembly"],
    values: { depth: "0" },
  },
};

/** `<name>-sensor.yaml`: what to set in `suricata.yaml`, so that the rules see all they are meant to see. */
export const SENSOR_FILE: SensorFile = {
  suffix: "-sensor.yaml",
  comment: "#",
  many: { from: MANY_RULES, setting: LOAD_TIME },
  text(settings) {
    const lines = ["# Set these in suricata.yaml: the sections are there already, so change the values and do not include this file.", "%YAML 1.1", "---"];
    let open: readonly string[] = [];
    // In the order of their paths, so that no section is opened twice.
    const known = settings.flatMap((name) => SETTINGS[name] ?? []).toSorted((a, b) => (a.path.join(".") < b.path.join(".") ? -1 : 1));
    for (const { why, path, values } of known) {
      const shared = path.findIndex((key, depth) => open[depth] !== key);
      for (let depth = shared === -1 ? path.length : shared; depth < path.length; depth++) lines.push(`${"  ".repeat(depth)}${path[depth]}:`);
      const indent = "  ".repeat(path.length);
      lines.push(`${indent}${/^ */.exec(Object.keys(values)[0]!)![0]}# ${why}`, ...Object.entries(values).map(([key, value]) => `${indent}${key}: ${value}`));
      open = path;
    }
    return `${lines.join("\n")}\n`;
  },
};
