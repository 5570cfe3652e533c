/**
 * User-Agents that everybody's browsers, tools and systems send, by what sends them. Malware that borrows one can't be
 * told from them by it. Browsers are recognised in the reduced form that all copies of a version share; an odd platform
 * or an odd version, which tells something, is not among them. All are anchored and without nested repetition.
 *
 * Sources: Chromium's User-Agent reduction, Mozilla's and WebKit's documentation of their User-Agent strings, the defaults
 * in the tools' own documentation.
 */
const AGENTS: readonly (readonly [sender: string, pattern: RegExp])[] = [
  ["nothing but a prefix that all browsers send", /^Mozilla\/[45]\.0(?: \(compatible\))?$/],
  [
    "Chrome and what is built on it",
    /^Mozilla\/5\.0 \((?:Windows NT 10\.0; Win64; x64|Macintosh; Intel Mac OS X 10_15_7|X11; Linux x86_64|X11; CrOS x86_64 14541\.0\.0|Linux; Android 10; K)\) AppleWebKit\/537\.36 \(KHTML, like Gecko\) Chrome\/\d{2,3}\.0\.0\.0 (?:Mobile )?Safari\/537\.36(?: (?:Edg|OPR)\/\d{2,3}\.0\.0\.0)?$/,
  ],
  [
    "Firefox",
    /^Mozilla\/5\.0 \((?:Windows NT 10\.0; Win64; x64|Macintosh; Intel Mac OS X 10\.15|X11; Linux x86_64|X11; Ubuntu; Linux x86_64); rv:\d{2,3}\.0\) Gecko\/20100101 Firefox\/\d{2,3}\.0$/,
  ],
  [
    "Safari",
    /^Mozilla\/5\.0 \(Macintosh; Intel Mac OS X 10_15_7\) AppleWebKit\/605\.1\.15 \(KHTML, like Gecko\) Version\/[\d.]{2,9} Safari\/605\.1\.15$/,
  ],
  ["Internet Explorer 11", /^Mozilla\/5\.0 \(Windows NT (?:6\.1|6\.3|10\.0); (?:WOW64; )?Trident\/7\.0; rv:11\.0\) like Gecko$/],
  ["curl", /^curl\/[\d.]{1,12}$/],
  ["Wget", /^Wget\/[\d.]{1,12}(?: \([a-z-]{1,20}\))?$/],
  ["Python", /^(?:python-requests|Python-urllib|python-httpx|aiohttp)\/[\d.]{1,12}$/],
  ["Go", /^Go-http-client\/[12]\.[01]$/],
  ["Java", /^(?:Java\/[\d._]{1,16}|Apache-HttpClient\/[\d.]{1,12} \(Java\/[\d._]{1,16}\)|okhttp\/[\d.]{1,12})$/],
  ["Windows itself", /^(?:Microsoft-CryptoAPI\/[\d.]{1,12}|Microsoft BITS\/[\d.]{1,12}|Microsoft NCSI|Microsoft-Delivery-Optimization\/[\d.]{1,12}|Microsoft-WNS\/[\d.]{1,12})$/],
  ["Linux package managers", /^(?:Debian APT-HTTP\/1\.3 \([\w.~+-]{1,30}\)|libdnf)$/],
];

/** What sends a User-Agent that everybody sends; `undefined` when it is of no such kind. */
export function commonAgent(agent: string): string | undefined {
  // None of the patterns fits anything longer.
  if (agent.length > 300) return undefined;
  return AGENTS.find(([, pattern]) => pattern.test(agent))?.[0];
}
