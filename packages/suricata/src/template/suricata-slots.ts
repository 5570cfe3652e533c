/** Names of the format's own template slots. */
export type SuricataSlot = "match" | "once" | "address" | "port" | "host" | "host.bytes" | "target" | "target.bytes" | "text" | "text.bytes";

/** What each of the format's own slots holds, one sentence each. */
export const SURICATA_SLOTS: Readonly<Record<SuricataSlot, string>> = {
  match: "The detection options for the observation, proven against the engine; stands between two options.",
  once: "Options that keep the rule to one alert for each flow; stands between two options.",
  address: "The address or network, or the list of them, in the rule's header.",
  port: "The port the URL names, or `any`, in the rule's header.",
  host: "The host name as the engine's buffers show it, for detection options written by hand.",
  "host.bytes": "Number of bytes of {{host}}, for `bsize` for example.",
  target: "The URL's request target, for detection options written by hand.",
  "target.bytes": "Number of bytes of {{target}}.",
  text: "The user agent, mail address, subject, fingerprint or serial number as the engine's buffers show it, for detection options written by hand.",
  "text.bytes": "Number of bytes of {{text}}.",
};
