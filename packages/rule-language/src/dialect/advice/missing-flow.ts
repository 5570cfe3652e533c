import type { Range } from "@sigwright/core";
import type { Advice, AdviceInfo, AdvisedRule } from "./advice.ts";

/** What differs between dialects about connections. */
export interface ConnectionWords<Subject extends AdvisedRule> {
  /** Of the code. */
  readonly namespace: string;
  readonly explanation: string;
  readonly example: AdviceInfo["example"];
  /** Header protocols whose rules look at TCP as it comes. */
  readonly protocols: ReadonlySet<string>;
  /** Options any of which says what part of a connection is meant. */
  readonly sayers: readonly string[];
  /** The first thing that is looked for in the payload of any packet; undefined where an application protocol is asked for. */
  readonly inPayload: (subject: Subject) => Range | undefined;
}

/** Payload of TCP is looked at, whether there is a connection or not. */
export function missingFlow<Subject extends AdvisedRule>({ namespace, explanation, example, protocols, sayers, inPayload }: ConnectionWords<Subject>): Advice<Subject> {
  return {
    info: { code: `${namespace}/missing-flow`, severity: "warning", summary: "A rule looks at the payload of TCP and says nothing of the connection.", explanation, example },
    check(subject, report) {
      const first = inPayload(subject);
      const { protocol } = subject.rule.header;
      if (first === undefined || protocol === undefined || !protocols.has(protocol.text.toLowerCase())) return;
      if (sayers.some((name) => subject.rule.option(name) !== undefined)) return;
      report(first, {
        message: "this is looked for in any TCP packet, whether it belongs to a connection or not",
        help: "add `flow:established,to_server;` or `flow:established,to_client;`",
      });
    },
  };
}
