import { visibleText } from "@sigwright/core";

/** What an engine wrote (read as Latin-1) as text for people: UTF-8 where it is UTF-8, and each line safe to show. */
export function engineText(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8").split("\n").map((line) => visibleText(line)).join("\n");
}
