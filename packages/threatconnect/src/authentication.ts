import { createHmac } from "node:crypto";

/** How an API user proves who it is: an access id with its secret key, or a token. */
export type Credentials =
  | { readonly accessId: string; readonly secretKey: string }
  | { readonly token: string };

/** What authentication adds to a request. */
export interface AuthenticationHeaders {
  readonly Authorization: string;
  readonly Timestamp?: string;
}

/** Signs requests. The secret is inside the functions, where no dump, log or serialisation finds it. */
export interface Authenticator {
  readonly method: "hmac" | "token";
  /**
   * The headers of one request.
   *
   * @param verb in capitals: `GET`.
   * @param target path and query exactly as they are sent.
   * @param seconds Unix time.
   */
  readonly headers: (verb: string, target: string, seconds: number) => AuthenticationHeaders;
}

/** Takes the credentials in; nothing that is returned shows them. */
export function createAuthenticator(credentials: Credentials): Authenticator {
  if ("token" in credentials) {
    const authorization = `TC-Token ${credentials.token}`;
    return Object.freeze({ method: "token", headers: () => ({ Authorization: authorization }) } as const);
  }
  const { accessId, secretKey } = credentials;
  return Object.freeze({
    method: "hmac",
    headers: (verb: string, target: string, seconds: number) => ({
      Authorization: `TC ${accessId}:${sign(secretKey, verb, target, seconds)}`,
      Timestamp: String(seconds),
    }),
  } as const);
}

/** The signature of a request: base64 of the HMAC-SHA256 over `target:VERB:seconds`. */
export function sign(secretKey: string, verb: string, target: string, seconds: number): string {
  return createHmac("sha256", secretKey).update(`${target}:${verb}:${seconds}`).digest("base64");
}
