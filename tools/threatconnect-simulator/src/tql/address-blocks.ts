import { BlockList, isIP } from "node:net";

/** Whether an address is in a block such as 10.0.0.0/8; undefined where the block is none. */
export function isInBlock(block: string, address: string): boolean | undefined {
  const [, network = "", length = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(block) ?? [];
  const version = isIP(network);
  if (version === 0 || Number(length) > (version === 4 ? 32 : 128)) return undefined;
  if (isIP(address) !== version) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}
