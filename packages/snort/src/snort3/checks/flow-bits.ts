import { givenParameter, type OptionCheck, type ParameterValues } from "@sigwright/rule-language/dialect";

/** Bits are names with `&` between, or `|` where they are asked for. */
export const flowBits: OptionCheck<ParameterValues> = {
  summary: "the bits fit the operation",
  check: ({ value, nameRange, report }) => {
    const operation = givenParameter(value, "operation");
    const bits = givenParameter(value, "bits");
    const asked = operation?.text ?? "set";
    if (asked === "noalert") {
      if (bits !== undefined) report.warn("ignored-value", bits, "`noalert` takes no bits; the engine ignores them", { help: "take them out" });
      return;
    }
    if (bits === undefined) {
      if (operation !== undefined) report.warn("value-expected", operation, `\`${asked}\` names no bit; the engine takes a bit without a name`, { help: `write \`flowbits:${asked},name;\`` });
      else if (value.length === 0) report.warn("value-expected", nameRange, "`flowbits` says neither operation nor bit", { help: "write `flowbits:isset,name;`" });
      return;
    }
    const [isAny, isAll] = [bits.text.includes("|"), bits.text.includes("&")];
    if (isAny && isAll) {
      report.reject("bad-value", bits, "bits have either `|` or `&` between them", { help: "use two options" });
    } else if (isAny && (asked === "set" || asked === "unset")) {
      report.reject("bad-value", bits, `\`${asked}\` can't choose between bits`, { help: "put `&` between them" });
    } else if ((isAny || isAll) && bits.text.replaceAll(/[|&\s]/g, "") === "") {
      report.reject("bad-value", bits, "no bit has a name", { help: `write \`flowbits:${asked},name;\`` });
    }
  },
};
