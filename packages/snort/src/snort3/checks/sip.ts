import type { OptionCheck, ParameterValues } from "@sigwright/rule-language/dialect";

/** A negated method stands alone. */
export const sipMethods: OptionCheck<ParameterValues> = {
  summary: "a negated method comes first",
  check: ({ value, report }) => {
    const negated = value.find(({ text }, index) => index > 0 && text.startsWith("!"));
    if (negated !== undefined) report.reject("bad-value", negated, "a negated method can't stand behind another one", { help: "use two options" });
  },
};

const MOST_CODES = 20;

/** Status codes have three digits, or one for a hundred of them. */
export const sipStatusCodes: OptionCheck<ParameterValues> = {
  summary: "codes have one digit or three",
  check: ({ value, report }) => {
    for (const [index, code] of value.entries()) {
      const number = Number(code.value);
      if (index >= MOST_CODES) report.reject("bad-value", code, `a rule can name ${MOST_CODES} codes at most`);
      else if (number >= 10 && number < 100) report.reject("bad-value", code, `${code.text} has neither one digit nor three`, { help: "write `4` for all codes from 400 to 499" });
      if (report.rejects > 0) return;
    }
  },
};
