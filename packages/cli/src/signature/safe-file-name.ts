/** Names that Windows keeps for devices, whatever follows a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i;
const LONGEST = 120;

/**
 * A file name that leads nowhere and hides nothing, as like as can be to one that somebody gave: letters and digits of
 * any script, dots, hyphens and underscores stay, of a path only the last part. `fallback` where nothing is left.
 */
export function safeFileName(given: string, fallback: string): string {
  const part = given.slice(Math.max(given.lastIndexOf("/"), given.lastIndexOf("\\")) + 1);
  // Of a name longer than any that can be, beginning and end: what is looked for at the end takes time else.
  const last = part.length > 1000 ? part.slice(0, 800) + part.slice(-200) : part;
  const safe = last
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replaceAll(/^[-.\p{M}]+|[-.]+$/gu, "");
  const short = shortened(safe);
  if (short === "") return fallback;
  return DEVICE.test(short) ? `_${short}` : short;
}

/** A long name cut in its middle, so that the extension stays. Counted in bytes, as file systems do. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  let stem = "";
  for (const character of name.slice(0, name.length - extension.length)) {
    if (Buffer.byteLength(stem + character + extension) > LONGEST) break;
    stem += character;
  }
  return stem + extension;
}
