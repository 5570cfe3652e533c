import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

// The engine copies three characters of the number at most.
const NUMBER = /^\s*"?([A-z0-9_.]+)"?\s*$/;

/** A Kerberos message type or error code. */
export const kerberosNumber: ArgumentForm = {
  summary: "a number from 0 to 999",
  parse: (argument) => {
    const text = argumentString(argument);
    const digits = /^\s*(\d{1,3})\s*$/.exec(text)?.[1];
    if (digits !== undefined) return { value: Number(digits) };
    return fault(argument, NUMBER.test(text) && /^\s*\d+\s*$/.test(text) ? "the number has more than three digits" : `\`${text}\` is no number`);
  },
};

const ENCRYPTIONS: readonly string[] = `
  des-cbc-crc des-cbc-md4 des-cbc-md5 des3-cbc-md5 des3-cbc-sha1 dsaWithSHA1-CmsOID md5WithRSAEncryption-CmsOID
  sha1WithRSAEncryption-CmsOID rc2CBC-EnvOID rsaEncryption-EnvOID rsaES-OAEP-ENV-OID des-ede3-cbc-Env-OID
  des3-cbc-sha1-kd aes128-cts-hmac-sha1-96 aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha256-128
  aes256-cts-hmac-sha384-192 rc4-hmac rc4-hmac-exp camellia128-cts-cmac camellia256-cts-cmac subkey-keymaterial
  rc4-md4 rc4-plain2 rc4-lm rc4-sha des-plain rc4-hmac-OLD rc4-plain-OLD rc4-hmac-OLD-exp rc4-plain-OLD-exp
  rc4-plain rc4-plain-exp
`.trim().split(/\s+/);

const NUMBER_OF_TYPE = /^-?\d+$/;

/** Ticket encryption types between commas, by name or number; or `weak`. */
export const ticketEncryption: ArgumentForm = {
  summary: "`weak`, `!weak`, or encryption types between commas: `des-cbc-md5,rc4-hmac,23`",
  parse: (argument) => {
    const text = argumentString(argument);
    if (/^ *!?weak *$/.test(text)) return { value: "weak" };
    const items = text.replace(/,? *$/, "").split(",");
    for (const item of items.flatMap((part) => part.trim().split(/ +/))) {
      const isType = ENCRYPTIONS.includes(item) || (NUMBER_OF_TYPE.test(item) && Math.abs(Number(item)) < 2 ** 31);
      if (!isType) return fault(argument, `\`${item}\` is no encryption type`, { expected: ENCRYPTIONS });
    }
    return { value: items };
  },
};
