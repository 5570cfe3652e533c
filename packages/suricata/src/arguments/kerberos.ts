import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

const ERROR_CODE = /^\s*(\d[A-z0-9.]{0,2})\s*$/;
const MESSAGE_TYPE = /^\s*(\d{1,3})\s*$/;

/** A Kerberos error code. The engine looks at three characters at most, and stops at the first that is no digit. */
export const kerberosErrorCode: ArgumentForm = {
  summary: "a number from 0 to 999",
  parse: (argument) => {
    const code = ERROR_CODE.exec(argumentString(argument))?.[1];
    return code === undefined ? fault(argument, `\`${argumentString(argument)}\` is no number of three digits or less`) : { value: Number.parseInt(code, 10) };
  },
};

/** A Kerberos message type. */
export const kerberosMessageType: ArgumentForm = {
  summary: "a number from 0 to 255",
  parse: (argument) => {
    const type = MESSAGE_TYPE.exec(argumentString(argument))?.[1];
    return type === undefined || Number(type) > 255 ? fault(argument, `\`${argumentString(argument)}\` is no number from 0 to 255`) : { value: Number(type) };
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
