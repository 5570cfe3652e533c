import ipaddr from "ipaddr.js";

/** An address or network as numbers: 32-bit words, most significant first (one for IPv4, four for IPv6). */
export interface Network {
  readonly family: 4 | 6;
  readonly words: readonly number[];
  readonly prefix: number;
}

/** The longest text an address with prefix can have is below this. */
const MAX_NETWORK_LENGTH = 64;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const PREFIX = /^\d{1,3}$/;
const IPV6_CHARACTERS = /^[0-9A-Fa-f:.]+$/;

/** Reads `192.0.2.1`, `2001:db8::1` or either with `/prefix`; host bits stay as given. `undefined` for anything else. */
export function readNetwork(text: string): Network | undefined {
  if (text.length > MAX_NETWORK_LENGTH) return undefined;
  const slash = text.indexOf("/");
  const address = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.family === 4 ? 32 : 128;
  if (slash === -1) return { ...address, prefix: bits };
  const prefix = text.slice(slash + 1);
  if (!PREFIX.test(prefix) || Number(prefix) > bits) return undefined;
  return { ...address, prefix: Number(prefix) };
}

function readAddress(text: string): { family: 4 | 6; words: readonly number[] } | undefined {
  const v4 = IPV4.exec(text);
  if (v4 !== null) {
    let word = 0;
    for (const part of v4.slice(1)) {
      // A leading zero is octal to some readers and decimal to others: such an address is not one.
      if (Number(part) > 255 || (part.length > 1 && part.startsWith("0"))) return undefined;
      word = word * 256 + Number(part);
    }
    return { family: 4, words: [word] };
  }
  if (!text.includes(":") || !IPV6_CHARACTERS.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const parts = ipaddr.IPv6.parse(text).parts;
  const words: number[] = [];
  for (let i = 0; i < 8; i += 2) words.push(parts[i]! * 0x1_0000 + parts[i + 1]!);
  return { family: 6, words };
}

/** The same network with the bits after the prefix cleared. */
export function clearHostBits(network: Network): Network {
  const words = network.words.map((word, index) => {
    const kept = Math.max(0, Math.min(32, network.prefix - 32 * index));
    return word - (word % 2 ** (32 - kept));
  });
  return { ...network, words };
}

/** Whether all of `inner` lies in `outer`, whose host bits are clear. */
export function containsNetwork(outer: Network, inner: Network): boolean {
  if (outer.family !== inner.family || inner.prefix < outer.prefix) return false;
  for (let i = 0, left = outer.prefix; left > 0; i++, left -= 32) {
    const size = 2 ** (32 - Math.min(32, left));
    if (Math.floor(inner.words[i]! / size) !== Math.floor(outer.words[i]! / size)) return false;
  }
  return true;
}

/** Canonical text of the address alone: dotted decimals, or RFC 5952. */
export function formatAddress(network: Network): string {
  if (network.family === 4) {
    const word = network.words[0]!;
    return [24, 16, 8, 0].map((shift) => Math.floor(word / 2 ** shift) % 256).join(".");
  }
  const parts = network.words.flatMap((word) => [Math.floor(word / 0x1_0000), word % 0x1_0000]);
  return new ipaddr.IPv6(parts).toRFC5952String();
}
