/** What is measured. Each case loads what it needs and gives a function from a source to its number of rules. */
export const cases = {
  /** Structure with spans of the whole file, printed again. */
  async structure() {
    const { parseRules, printRules } = await import("@sigwright/rule-language");
    return (source) => {
      const file = parseRules(source, "suricata");
      if (printRules(file) !== source.text) throw new Error("not lossless");
      return file.rules.length;
    };
  },
};
