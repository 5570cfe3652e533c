import type { BufferUse, OptionCheck, RuleCheck } from "@sigwright/rule-language/dialect";

const ABSENT = "absent";

/** It must be the first thing said of a buffer that is no frame. */
export const absentFirst: OptionCheck = {
  summary: "absent comes first behind a sticky buffer that is no frame",
  check: ({ state, keyword, nameRange, report }) => {
    const { current, selected } = state;
    // Transforms that wait open a list of their own.
    const isSelected = current !== undefined && current.list === selected && state.pending.length === 0;
    if (!isSelected) return;
    if (current.buffer.kind === "frame") report.reject("misplaced-absent", nameRange, `\`${keyword.name}\` does not work with frames`);
    else if (current.matches.length > 0) {
      report.reject("misplaced-absent", nameRange, `\`${keyword.name}\` must come first behind the sticky buffer`, {
        labels: [{ range: current.matches[0]!.range, message: "this stands before it" }],
      });
    }
  },
};

/** A buffer that is absent can't be looked into, one that may be must be. */
export const absentBuffers: RuleCheck = {
  summary: "a buffer that must be absent is not looked into; one that may be is",
  check: (_rule, state, report) => {
    for (const use of state.buffers) checkUse(use, report);
  },
};

function checkUse({ matches, buffer }: BufferUse, report: Parameters<RuleCheck["check"]>[2]): void {
  const absent = matches.find((match) => match.keyword.name === ABSENT);
  if (absent === undefined) return;
  const other = matches.find((match) => match.keyword.name !== ABSENT);
  const labels = [{ range: absent.range, message: "`absent` is here" }];
  if (absent.value === undefined && other !== undefined) {
    report.reject("absent-and-inspected", other.range, `\`${buffer.keyword}\` can't be absent and hold this`, { labels, help: "write `absent:or_else` when either will do" });
  } else if (absent.value !== undefined && other === undefined) {
    report.reject("absent-or-nothing", absent.range, "`absent:or_else` needs something else to look for in the buffer");
  } else {
    const fast = matches.find((match) => match.content?.fastPattern === true);
    if (fast !== undefined) report.reject("absent-and-fast-pattern", fast.range, "a fast pattern would have to be there, but the buffer may be absent", { labels });
  }
}
