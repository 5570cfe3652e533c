import { type ArgumentForm, argumentString, type CursorValue, type DialectKeyword, fault, holdsFor, type OptionCheck, type RuleState } from "@sigwright/rule-language/dialect";
import { closest } from "@sigwright/core";
import { engineEventNames } from "../dialect/engine-event-names.ts";
import { eventTable, type EventTable, type Transport } from "../dialect/event-names.ts";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

const APPLICATION_EVENTS = "app-layer-events";
const LONGEST_EVENT = 50;

const TCP = 6;
const UDP = 17;

/** The transport whose parser the engine asks: TCP when the rule is for TCP too. */
export function transportOf({ ipProtocols: { any, numbers } }: RuleState): Transport | undefined {
  if (any || numbers.has(TCP)) return "tcp";
  return numbers.has(UDP) ? "udp" : undefined;
}

/** An event as a rule names it. */
interface EventValue extends CursorValue {
  readonly name: string;
}

/** The protocol part of an event and its name, or the name alone for an event of packets. */
function applicationEvent(table: EventTable): ArgumentForm<EventValue> {
  // The engine means HTTP/1 by http here.
  const protocols = new Map([["http", "http1"]]);
  for (const { name, aliases = [] } of SURICATA_PROTOCOLS) for (const known of [name, ...aliases]) if (known !== "http") protocols.set(known, name);
  return {
    summary: "a protocol and an event of it with a dot between them: `http.request_field_too_long`",
    parse: (argument) => {
      const text = argumentString(argument).trimStart();
      const dot = text.indexOf(".");
      if (dot === -1) {
        if (table.isPacketEvent(text)) return { value: { name: text, place: "packet" } };
        return fault(argument, `\`${text}\` is no event of packets`, { help: "write the protocol before the event, with a dot between them", expected: table.packetEvents });
      }
      if (text.length > LONGEST_EVENT) return fault(argument, `the event has more than ${LONGEST_EVENT} characters`);
      const protocol = protocols.get(text.slice(0, dot));
      if (protocol === undefined) return fault(argument, `there is no protocol \`${text.slice(0, dot)}\``, { end: argument.start + dot });
      if (table.isOutdated(text)) return fault(argument, `\`${text}\` is no longer raised`);
      return { value: { name: text.slice(dot + 1), protocol, buffer: APPLICATION_EVENTS } };
    },
  };
}

function eventOfTransport(table: EventTable): OptionCheck<EventValue> {
  return {
    summary: "the protocol's parser over the rule's transport raises the event",
    check: ({ state, value: { name, protocol }, valueRange, report }) => {
      if (protocol === undefined) return;
      // The event may be the first to say which protocol the rule is for; its header says which transports.
      const transport = transportOf(state);
      if (transport === undefined) {
        report.reject("wrong-ip-protocol", valueRange, `events of ${protocol} need a rule for TCP, UDP or ${protocol}`);
        return;
      }
      if (table.isEvent(protocol, transport, name)) return;
      const known = table.eventsOf(protocol, transport);
      const near = closest(name.toLowerCase(), known);
      const other = transport === "tcp" ? "udp" : "tcp";
      report.reject("unknown-event", valueRange, `${protocol} over ${transport.toUpperCase()} has no event \`${name}\``, {
        ...(table.isEvent(protocol, other, name) ? { help: `make it a rule for ${protocol} or ${other}` } : near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
        ...(known.length === 0 ? {} : { expected: near === undefined ? known : [near] }),
      });
    },
  };
}

// What stands before the last two characters of the first part is not looked at.
const ENGINE_EVENT = /(\S[0-9A-z_]+[.][A-z0-9_+.]+)$/;
const LONGEST_ENGINE_EVENT = 63;

/** An event of the engine; `prefix` is what the keyword puts before it. */
function engineEvent(version: string, prefix: "decoder" | "stream" | undefined): ArgumentForm<string> {
  const { decoder, stream, streamAliases } = engineEventNames(version);
  const names = prefix === undefined ? [...[...decoder].map((name) => `decoder.${name}`), ...[...stream].map((name) => `stream.${name}`)] : prefix === "decoder" ? [...decoder] : [...stream, ...streamAliases];
  const known = new Set(names.map((name) => (prefix === undefined ? name : `${prefix}.${name}`)));
  return {
    summary: prefix === undefined ? "`decoder.` or `stream.` and an event behind it" : `an event of the ${prefix === "decoder" ? "decoder" : "stream engine"}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const whole = prefix === undefined ? text : `${prefix}.${text}`.slice(0, LONGEST_ENGINE_EVENT);
      const name = ENGINE_EVENT.exec(whole)?.[1];
      if (name !== undefined && known.has(name.toLowerCase())) return { value: name };
      const near = closest(text.trim().toLowerCase(), names);
      return fault(argument, `\`${text.trim()}\` is no event`, near === undefined ? {} : { help: `did you mean \`${near}\`?`, expected: [near] });
    },
  };
}

/** Keywords that match on events of parsers, of packet decoding and of stream tracking. */
export function eventKeywords(version: string): readonly DialectKeyword[] {
  const table = eventTable(version);
  const prefilter = holdsFor({ since: "8.0" }, version) ? ({ prefilter: true } as const) : {};
  return [
    {
      name: "app-layer-event",
      value: "required",
      argument: applicationEvent(table),
      role: { kind: "matches-in", buffer: APPLICATION_EVENTS },
      checks: [eventOfTransport(table)],
      manual: "app-layer.html#app-layer-event",
    },
    { name: "decode-event", value: "required", argument: engineEvent(version, "decoder"), role: { kind: "matches", place: "packet" }, ...prefilter },
    { name: "stream-event", value: "required", argument: engineEvent(version, "stream"), role: { kind: "matches", place: "packet" }, ...prefilter },
    { name: "engine-event", value: "required", argument: engineEvent(version, undefined), role: { kind: "matches", place: "packet" } },
  ];
}
