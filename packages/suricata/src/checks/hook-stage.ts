import type { Range } from "@sigwright/core";
import { type RuleCheck, type RuleNote, ruleNote } from "@sigwright/rule-language/dialect";
import { inspectionStages, stageKey } from "../dialect/inspection-stages.ts";

/** The hook to a stage of a transaction that a rule names. */
export const stageHook: RuleNote<StageHook> = ruleNote("hook");

/** The hook of packets that a rule names. */
export const packetHook: RuleNote<string> = ruleNote("packet hook");

/** What the header says behind its protocol. */
export interface StageHook {
  readonly hook: string;
  readonly range: Range;
}

/** A rule that hooks to a stage of a transaction inspects buffers of that stage only. */
export function hookStage(): RuleCheck {
  const stages = inspectionStages();
  return {
    summary: "buffers are those of the stage that the rule hooks to",
    check: (_rule, state, report) => {
      const note = stageHook.of(state);
      if (note === undefined || state.protocol === undefined) return;
      for (const { buffer, selectedAt } of state.buffers) {
        const hooks = stages.get(stageKey(state.protocol.name, buffer.name));
        if (hooks === undefined || hooks.includes(note.hook)) continue;
        report.reject("wrong-hook", note.range, `\`${buffer.keyword}\` is not looked at when ${state.protocol.name} reaches \`${note.hook}\``, {
          labels: [{ range: selectedAt, message: `\`${buffer.keyword}\` is used here` }],
          ...(hooks.length === 0 ? { help: "take the hook out" } : { expected: hooks }),
        });
        return;
      }
    },
  };
}
