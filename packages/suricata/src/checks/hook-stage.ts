import type { Range } from "@sigwright/core";
import type { RuleCheck } from "@sigwright/rule-language/dialect";
import { inspectionStages, stageKey } from "../dialect/inspection-stages.ts";

/** The note of a rule's hook. */
export const HOOK_NOTE = "hook";

/** The note of a hook of packets: its name. */
export const PACKET_HOOK_NOTE = "packet hook";

/** What the header says behind its protocol. */
export interface HookNote {
  readonly hook: string;
  readonly range: Range;
}

/** A rule that hooks to a stage of a transaction inspects buffers of that stage only. */
export function hookStage(): RuleCheck {
  const stages = inspectionStages();
  return {
    summary: "buffers are those of the stage that the rule hooks to",
    check: (_rule, state, report) => {
      const note = state.notes.get(HOOK_NOTE) as HookNote | undefined;
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
