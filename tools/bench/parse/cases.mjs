import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { shapes } from "./shapes.mjs";

const dialect = "suricata";

/** What is measured: each case loads what it needs and gives a function from a source to its number of rules. */
export const cases = {
  /** Structure with spans, printed again. */
  async structure() {
    const { parseRules, printRules } = await import("@sigwright/rule-language");
    return (source) => {
      const file = parseRules(source, dialect);
      if (printRules(file) !== source.text) throw new Error("not lossless");
      return file.rules.length;
    };
  },

  /** The same, and every option of every rule visited, its value typed by its keyword. */
  async values() {
    const { parseRules, valueReader } = await import("@sigwright/rule-language");
    return (source) => {
      const file = parseRules(source, dialect);
      const values = valueReader(file);
      let seen = 0;
      for (const rule of file.rules) {
        for (const option of rule.options) {
          if (option.valueStart === -1) continue;
          const value = values.read(option, shapes.get(option.name) ?? "raw");
          seen += value.end - value.start;
        }
      }
      if (seen === 0) throw new Error("nothing seen");
      return file.rules.length;
    };
  },

  /** For comparison: the grammar as Peggy compiles it, without our plugins. */
  async "plain peggy"() {
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), "sigwright-plain-"));
    const generate = [join(root, "tools/peggy/generate.mjs"), join(root, "packages/rule-language/grammar"), folder];
    execFileSync(process.execPath, [...generate, "--plain"]);
    const { parse } = await import(pathToFileURL(join(folder, "rules.js")).href);
    return (source) => {
      let rules = 0;
      const nothing = () => {};
      const reports = ["blank", "checkName", "comment", "directive", "endRule", "extendRule", "openBody", "option", "problem", "word"];
      const sink = { ...Object.fromEntries(reports.map((report) => [report, nothing])), beginRule: () => rules++ };
      parse(source.text, { startRule: "SuricataFile", sink });
      return rules;
    };
  },

  /** For comparison: what many tools do, two regular expressions and objects of strings; neither lossless nor right. */
  async "regex scanner"() {
    return (source) => {
      let rules = 0;
      for (const line of source.text.split("\n")) {
        const match = /^#?\s*(\w+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(->|<>)\s+(\S+)\s+(\S+)\s+\((.*)\)\s*$/.exec(line);
        if (match === null) continue;
        const options = [];
        for (const [, name, value] of match[8].matchAll(/([\w.-]+)\s*(?::\s*((?:[^;\\]|\\.)*))?;/g)) options.push({ name, value });
        if (options.length > 0) rules++;
      }
      return rules;
    };
  },
};
