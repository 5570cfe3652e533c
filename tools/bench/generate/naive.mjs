/**
 * For comparison: what a script of an afternoon does, `node naive.mjs <feed> <rules>`. Hosts, addresses and URLs become
 * one rule each, numbered as they come; values are put in as they are. Nothing is filtered, merged, escaped or checked,
 * nothing says what became of the rest, and the next feed numbers all rules anew.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";

const [feed = "", rules = ""] = process.argv.slice(2);
const output = createWriteStream(rules);
let sid = 1_000_000;
for await (const line of createInterface({ input: createReadStream(feed) })) {
  const rule = ruleOf(JSON.parse(line));
  if (rule !== undefined && !output.write(`${rule}\n`)) await once(output, "drain");
}
output.end();
await once(output, "finish");

/** @param {{ type: string, value: string }} indicator */
function ruleOf({ type, value }) {
  const end = `msg:"${type} ${value}"; classtype:trojan-activity; sid:${sid++}; rev:1;)`;
  if (type === "Host") return `alert dns any any -> any any (dns.query; content:"${value}"; nocase; bsize:${value.length}; ${end}`;
  if (type === "Address") return `alert ip ${value} any <> any any (${end}`;
  if (type !== "URL") return undefined;
  const { host, pathname, search } = new URL(value);
  return `alert http any any -> any any (http.host; content:"${host}"; http.uri.raw; content:"${pathname}${search}"; ${end}`;
}
